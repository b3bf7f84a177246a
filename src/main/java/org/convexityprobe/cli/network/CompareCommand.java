package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity compare}. */
@Command(
    name = "compare",
    description =
        "Show convexity lengths side by side, with differences between widths and between epochs."
            + " Networks that differ only in their training seed share a cell. Lengths that were"
            + " measured differently are not subtracted, and a note says what differs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity compare runs/k1 runs/k2 runs/k4",
      "  convexity compare runs/k1 runs/k4 --out runs/comparison"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "RESULT",
      arity = "1..*",
      description = "Folders of probes or tables, or their results.json.")
  private List<Path> results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write tables, differences and figures to this folder; 'report' reads it.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    FailedCheckpoints failed = new FailedCheckpoints();
    Map<String, ProbeResults> runs = new LinkedHashMap<>();
    for (Path path : results) {
      if (runs.containsKey(path.toString())) {
        throw new IllegalArgumentException(path + " is given twice");
      }
      try {
        runs.put(path.toString(), ProbeResults.read(path));
      } catch (IOException e) {
        failed.add(path.toString(), e);
      }
    }
    if (runs.isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    Comparison comparison = Comparison.of(runs);
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      ProbeReport.print(comparison, print);
    }
    json.write(ProbeReport.json(comparison), print);
    if (out != null) {
      comparison.write(results, out);
      if (!json.alone()) {
        print.println("tables, differences and figures in " + out);
      }
    }
    return failed.report(spec.commandLine(), ExitCode.OK);
  }
}
