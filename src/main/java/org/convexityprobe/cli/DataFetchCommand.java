package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.DownloadProgress;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.Cifar10Download;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.VerifiedDownload;
import org.convexityprobe.data.matrix.MatrixDownload;
import org.convexityprobe.data.matrix.RealMatrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity data fetch}. */
@Command(
    name = "fetch",
    description = {
      "Download a data set, check it and unpack it.",
      "If a download breaks off, the same command continues it. The size, and the checksum if one"
          + " is published, are checked before anything is unpacked. A matrix is then read once as"
          + " a check."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity data fetch cifar10",
      "  convexity data fetch cifar10 --to /data/cifar10",
      "  convexity data fetch movielens-1m",
      "  convexity nmf describe --data movielens-1m"
    })
final class DataFetchCommand implements Callable<Integer> {
  private static final String IMAGES = "cifar10";

  /** What can be fetched. */
  static final class Names implements Iterable<String> {
    private static Stream<String> all() {
      return Stream.concat(Stream.of(IMAGES), MatrixDownload.all().map(MatrixDownload::name));
    }

    @Override
    public Iterator<String> iterator() {
      return all().iterator();
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "The data set: ${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to put it in; data/NAME by default, where --data looks first.")
  private Path folder;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    String found;
    try (DownloadProgress progress =
        new DownloadProgress(name, quiet, spec.commandLine().getErr())) {
      found = name.equals(IMAGES) ? images(progress) : matrix(progress);
    }
    spec.commandLine().getOut().println(found);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private String images(VerifiedDownload.Progress progress) throws IOException {
    Path to = folder == null ? Cifar10.FETCHED : folder;
    ImageDataset dataset = Cifar10Download.fetch(to, progress);
    return "%s: %d training and %d test images in %s, checked"
        .formatted(dataset.name(), dataset.train().count(), dataset.test().count(), to);
  }

  private String matrix(VerifiedDownload.Progress progress) throws IOException {
    MatrixDownload set = MatrixDownload.named(name).orElseThrow(this::unknown);
    Path to = folder == null ? MatrixDownload.FETCHED.resolve(name) : folder;
    boolean there = Files.exists(to.resolve(set.file()));
    Path file = set.fetch(to, progress);
    RealMatrix matrix = set.read(file, !there).matrix();
    return "%s: a matrix of %d × %d in %s%s"
        .formatted(
            name,
            matrix.rows(),
            matrix.columns(),
            file,
            set.checksum() == null ? "; no checksum is published" : ", checked");
  }

  private ParameterException unknown() {
    List<String> names = Names.all().toList();
    return new ParameterException(
        spec.commandLine(),
        "no data set '%s' to fetch; expected one of %s; 'convexity data list' says how to get others"
            .formatted(name, String.join(", ", names)));
  }
}
