package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.hessian.HessianComparison;
import org.convexityprobe.experiment.hessian.HessianResults;
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
            + " measured differently are not subtracted, and a note says what differs. Runs of"
            + " 'hessian' become one table of their eigenvalues and traces.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity compare runs/k1 runs/k2 runs/k4",
      "  convexity compare runs/k1 runs/k4 --out runs/comparison",
      "  convexity compare runs/hessian-k1 runs/hessian-k4"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "RESULT",
      arity = "1..*",
      description = "Folders of probes or tables, or of hessian runs, or their results.json.")
  private List<Path> results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write tables, differences and figures to this folder; 'report' reads it.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    requireDistinct();
    FailedCheckpoints failed = new FailedCheckpoints();
    if (areHessians(failed)) {
      Map<String, HessianResults> runs = read(HessianResults::read, failed);
      if (!runs.isEmpty()) {
        show(HessianComparison.of(runs));
      }
    } else {
      Map<String, ProbeResults> runs = read(ProbeResults::read, failed);
      if (!runs.isEmpty()) {
        show(Comparison.of(runs));
      }
    }
    return failed.report(spec.commandLine(), ExitCode.OK);
  }

  private void requireDistinct() {
    Set<Path> known = new HashSet<>();
    for (Path path : results) {
      if (!known.add(path)) {
        throw new IllegalArgumentException(path + " is given twice");
      }
    }
  }

  /**
   * Returns whether the runs are of Hessians.
   *
   * @throws IllegalArgumentException if some are and others are not
   */
  private boolean areHessians(FailedCheckpoints failed) {
    List<Path> hessians = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path path : results) {
      try {
        (HessianResults.areAt(path) ? hessians : others).add(path);
      } catch (IOException e) {
        failed.add(path.toString(), e);
      }
    }
    if (!hessians.isEmpty() && !others.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds a hessian run and %s does not; expected hessian runs alone, or probes and tables"
              .formatted(hessians.get(0), others.get(0)));
    }
    return !hessians.isEmpty();
  }

  /** Reads a run. */
  private interface Reader<T> {
    T read(Path path) throws IOException;
  }

  private <T> Map<String, T> read(Reader<T> reader, FailedCheckpoints failed) {
    Map<String, T> runs = new LinkedHashMap<>();
    for (Path path : results) {
      try {
        runs.put(path.toString(), reader.read(path));
      } catch (IOException e) {
        failed.add(path.toString(), e);
      }
    }
    return runs;
  }

  private void show(Comparison comparison) throws IOException {
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
  }

  private void show(HessianComparison comparison) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      print.print(comparison.table().text());
      comparison.notes().forEach(note -> print.println("note: " + note));
    }
    json.write(Json.write(comparison), print);
    if (out != null) {
      comparison.write(results, out);
      if (!json.alone()) {
        print.println("table in " + out);
      }
    }
    print.flush();
  }
}
