package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.experiment.CheckpointResult;
import org.convexityprobe.experiment.ProbeFiles;
import org.convexityprobe.experiment.ProbeResults;
import org.convexityprobe.experiment.WidthComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity compare}. */
@Command(
    name = "compare",
    description = "Set the widths of several results side by side, with paired differences.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity compare runs/k1 runs/k2 runs/k4",
      "  convexity compare runs/k1 runs/k4 --out runs/comparison"
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "RESULT",
      arity = "1..*",
      description = "Folders of probes or tables, or their results.json.")
  private List<Path> results;

  @Option(names = "--out", paramLabel = "DIR", description = "Also write tables and a figure here.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    List<CheckpointResult> all = new ArrayList<>();
    for (Path path : results) {
      all.addAll(ProbeResults.read(path).checkpoints());
    }
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      ProbeReport.printTable(all, print);
      ProbeReport.printComparison(WidthComparison.among(all), print);
    }
    json.write(ProbeReport.json(all), print);
    if (out != null) {
      ProbeFiles.writeTables(all, out);
      if (!json.alone()) {
        print.println("tables and figures in " + out);
      }
    }
    return ExitCode.OK;
  }
}
