package org.convexityprobe.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.ProgramName;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageSource;
import org.convexityprobe.data.matrix.MatrixDownload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convexity data list}. */
@Command(
    name = "list",
    description = "List the data sets, whether they are here, and how to get them.",
    footerHeading = "%nExample:%n",
    footer = "  convexity data list")
final class DataListCommand implements Callable<Integer> {
  private static final String ROW = "%-14s %-52s %s%n";

  private static final String IMAGES = "%-24s %s%n";

  private static final String ELSEWHERE = "%-14s %s%n";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW, "images", "what", "here");
    out.printf(
        ROW,
        Cifar10.NAME,
        "see the next table, 170 MB",
        here(Cifar10.NAME, Cifar10.FETCHED, Cifar10.isFetched()));
    out.println();
    out.printf(IMAGES, "value of --data", "what");
    ImageSource.all().forEach(source -> out.printf(IMAGES, source.form(), source.what()));
    out.println();
    out.printf(ROW, "matrices", "what", "here");
    MatrixDownload.all()
        .forEach(
            set ->
                out.printf(
                    ROW, set.name(), set.what(), here(set.name(), set.fetched(), set.isFetched())));
    out.println();
    printElsewhere(out);
    out.flush();
    return ExitCode.OK;
  }

  private static String here(String name, Path where, boolean there) {
    return there ? "in " + where : "no: " + ProgramName.get() + " data fetch " + name;
  }

  private static void printElsewhere(PrintWriter out) {
    out.printf(ELSEWHERE, "behind a login", "how to get it; then give its file to --data");
    out.printf(ELSEWHERE, "", "the files that configs/nmf and 'reproduce' expect");
    printElsewhere(
        out,
        "netflix",
        "https://www.kaggle.com/netflix-inc/netflix-prize-data: combined_data_*.txt",
        "data/netflix/combined_data_1.txt to combined_data_4.txt");
    printElsewhere(
        out,
        "birdsong",
        "https://www.kaggle.com/rtatman/british-birdsong-dataset: FLAC recordings",
        "data/birdsong/recording.wav, one recording, WAV or FLAC");
    printElsewhere(
        out,
        "satellite",
        "hyperspectral image Urban, Urban_R162.mat, from https://rslab.ut.ac.ir/data",
        "data/hyperspectral/Urban.mat");
  }

  private static void printElsewhere(PrintWriter out, String name, String from, String expected) {
    out.printf(ELSEWHERE, name, from);
    out.printf(ELSEWHERE, "", expected);
  }
}
