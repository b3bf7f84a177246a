package org.convexityprobe.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.convexityprobe.experiment.DataConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convexity data list}. */
@Command(
    name = "list",
    description = "List the image data sets and whether they are here.",
    footerHeading = "%nExample:%n",
    footer = "  convexity data list")
final class DataListCommand implements Callable<Integer> {
  private static final String ROW = "%-10s %-46s %s%n";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean fetched = Files.isDirectory(DataConfig.FETCHED);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW, "name", "images", "here");
    out.printf(
        ROW, "synthetic", "any number, ten classes, 32×32 colour", "made on the fly from a seed");
    out.printf(
        ROW,
        "cifar10",
        "50,000 + 10,000, ten classes, 32×32 colour",
        fetched ? "in " + DataConfig.FETCHED : "no: convexity data fetch cifar10");
    out.flush();
    return ExitCode.OK;
  }
}
