package org.convexityprobe.cli.network;

import java.io.PrintWriter;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.report.DifferenceTable;
import org.convexityprobe.report.TableFormat;

/** Prints convexity lengths for people and for programs. */
final class ProbeReport {
  private ProbeReport() {}

  /** Returns the exit code of results, which are all there: whether every loss is finite. */
  static int code(ProbeResults results) {
    return results.checkpoints().stream().allMatch(CheckpointResult::everywhereFinite)
        ? ExitCode.OK
        : ExitCode.NUMERICAL;
  }

  /**
   * Prints tables of lengths, their differences, exact second derivatives, and what a reader must
   * know about them.
   */
  static void print(Comparison comparison, PrintWriter out) {
    int number = 0;
    for (Comparison.Table table : comparison.tables()) {
      number++;
      if (comparison.tables().size() > 1) {
        out.println((number > 1 ? System.lineSeparator() : "") + heading(number, table));
      }
      out.print(table.lengths().render(TableFormat.TEXT));
      if (!table.differences().isEmpty()) {
        out.println();
        out.print(new DifferenceTable(table.differences()).render(TableFormat.TEXT));
      }
    }
    comparison.curvatureTable().ifPresent(table -> out.print("\n" + table.render()));
    if (!comparison.notSubtracted().isEmpty() || !comparison.notes().isEmpty()) {
      out.println();
    }
    comparison.notSubtracted().forEach(sentence -> out.println("note: " + sentence));
    comparison.notes().forEach(note -> out.println("note: " + note));
    out.flush();
  }

  private static String heading(int number, Comparison.Table table) {
    String results = String.join(", ", table.results()); // nothing where there is one run
    return results.isEmpty() ? "Table " + number : "Table %d: %s".formatted(number, results);
  }

  /** Returns tables and differences for programs. */
  static String json(Comparison comparison) {
    return Json.write(comparison);
  }
}
