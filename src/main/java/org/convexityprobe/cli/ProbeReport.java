package org.convexityprobe.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.experiment.CheckpointResult;
import org.convexityprobe.experiment.ProbeFiles;
import org.convexityprobe.experiment.WidthComparison;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.report.TableFormat;

/** Prints results of probes for people. */
final class ProbeReport {
  private ProbeReport() {}

  /** Prints the table of lengths and what a reader must know about it. */
  static void printTable(List<CheckpointResult> results, PrintWriter out) {
    out.print(ProbeFiles.table(results).render(TableFormat.TEXT));
    Map<String, Set<String>> notes = new LinkedHashMap<>();
    for (CheckpointResult result : results) {
      for (String warning : result.warnings()) {
        notes.computeIfAbsent(warning, key -> new LinkedHashSet<>()).add(shortName(result));
      }
    }
    if (!notes.isEmpty()) {
      out.println();
      notes.forEach(
          (note, where) ->
              out.println(
                  "note: "
                      + note
                      + (where.size() == results.size()
                          ? ""
                          : " (" + String.join("; ", where) + ")")));
    }
    out.flush();
  }

  /** Returns the table of lengths for programs. */
  static String json(List<CheckpointResult> results) {
    return ProbeFiles.table(results).render(TableFormat.JSON);
  }

  /** Prints the paired differences between widths. */
  static void printComparison(List<WidthComparison> comparisons, PrintWriter out) {
    if (comparisons.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        "Wider against narrower networks (difference of the lengths, lines paired by index)");
    out.printf(
        Locale.ROOT,
        "%-6s %-6s %-12s %-20s %-18s %s%n",
        "depth",
        "epoch",
        "widths",
        "difference ± SE",
        "95 % interval",
        "standard errors");
    for (WidthComparison comparison : comparisons) {
      Estimate difference = comparison.difference();
      out.printf(
          Locale.ROOT,
          "%-6d %-6d %-12s %-20s %-18s %+.1f%n",
          comparison.narrow().description().architecture().depth(),
          comparison.narrow().description().epoch(),
          "k = %d, %d"
              .formatted(
                  comparison.narrow().description().architecture().width(),
                  comparison.wide().description().architecture().width()),
          String.format(Locale.ROOT, "%+.3f ± %.3f", difference.mean(), difference.standardError()),
          String.format(Locale.ROOT, "[%+.3f, %+.3f]", difference.lower(), difference.upper()),
          difference.standardErrorsFrom(0));
    }
    out.flush();
  }

  private static String shortName(CheckpointResult result) {
    return "depth %d, k = %d, epoch %d"
        .formatted(
            result.description().architecture().depth(),
            result.description().architecture().width(),
            result.description().epoch());
  }
}
