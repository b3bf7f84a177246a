package org.convexityprobe.cli.network;

import java.io.PrintWriter;
import java.util.Locale;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.CurvatureSummary;
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

  /** Prints tables of lengths, their differences, and what a reader must know about them. */
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
    if (!comparison.notSubtracted().isEmpty() || !comparison.notes().isEmpty()) {
      out.println();
    }
    comparison.notSubtracted().forEach(sentence -> out.println("note: " + sentence));
    comparison.notes().forEach(note -> out.println("note: " + note));
    out.flush();
  }

  /** Prints what second derivatives say about each checkpoint, where they were asked for. */
  static void printCurvature(ProbeResults results, PrintWriter out) {
    for (CheckpointResult result : results.checkpoints()) {
      if (!result.curvatureChecks().isEmpty()) {
        CurvatureSummary summary = CurvatureSummary.of(result.curvatureChecks());
        CurvatureCheck.Agreement triples = summary.agreement();
        out.println();
        out.printf(
            Locale.ROOT,
            "Second derivatives of %s, at %d triples of neighbouring points:%n",
            ResultNames.title(result.description()),
            triples.triples());
        line(out, "sign agrees with the verdict", triples.agree(), triples.triples());
        line(out, "sign is the opposite", triples.disagree(), triples.triples());
        line(out, "verdict undecided", triples.undecided(), triples.triples());
        line(out, "  of them, sign positive", triples.undecidedPositive(), triples.undecided());
        if (triples.notFinite() > 0) {
          line(out, "not finite", triples.notFinite(), triples.triples());
        }
        out.printf(
            Locale.ROOT,
            "  Gauss-Newton part: %.1f %% of Gauss-Newton part + |rest|%n"
                + "  kinks of ReLU: %.1f %% of |kinks| + |second derivative|%n",
            100 * summary.gaussNewtonShare(),
            100 * summary.kinkShare());
      }
    }
    out.flush();
  }

  private static void line(PrintWriter out, String what, int count, int all) {
    out.printf(
        Locale.ROOT, "  %-28s %6d  %5.1f %%%n", what, count, all == 0 ? 0 : 100.0 * count / all);
  }

  private static String heading(int number, Comparison.Table table) {
    return "Table %d: %s".formatted(number, String.join(", ", table.results()));
  }

  /** Returns tables and differences for programs. */
  static String json(Comparison comparison) {
    return Json.write(comparison);
  }
}
