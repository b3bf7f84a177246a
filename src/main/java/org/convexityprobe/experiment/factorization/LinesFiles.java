package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.factorization.LinesResults.Line;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/** Writes the loss along lines. */
final class LinesFiles {
  private static final List<String> HEADER =
      List.of(
          "towards",
          "line",
          "q0",
          "q1",
          "q2",
          "q3",
          "q4",
          "alpha",
          "convex_everywhere",
          "convex",
          "star_convex",
          "chord");

  private LinesFiles() {}

  static void write(LinesConfig config, LinesResults results, ResultFiles files)
      throws IOException {
    files.csv("lines.csv", HEADER, results.lines().stream().map(LinesFiles::row).toList());
    files.figure(
        "lines",
        CurvePlot.of(
            config.matrix().title("NMF along straight lines", config.solve().rank()),
            List.of(
                panel("random point to optimum", LinesResults.OPTIMUM, results),
                panel("between random points", LinesResults.RANDOM, results)),
            caption(results)));
    files.json(results);
  }

  static String caption(LinesResults results) {
    List<Line> lines = results.lines();
    return String.format(
        Locale.ROOT,
        "Loss per observed entry along %d lines of each kind, exact quartics. %d of %d lines are"
            + " convex between their ends; least curvature %.4g.",
        lines.size() / 2,
        lines.stream().filter(line -> line.tests().convexOnSegment()).count(),
        lines.size(),
        lines.stream().mapToDouble(Line::minimumCurvature).min().orElseThrow());
  }

  private static List<Object> row(Line line) {
    Quartic quartic = line.quartic();
    return List.of(
        line.towards(),
        line.index(),
        quartic.q0(),
        quartic.q1(),
        quartic.q2(),
        quartic.q3(),
        quartic.q4(),
        line.minimumCurvature(),
        line.tests().convexEverywhere(),
        line.tests().convexOnSegment(),
        line.tests().starConvex(),
        line.tests().chord());
  }

  private static Panel panel(String title, String towards, LinesResults results) {
    List<Curve> curves = new ArrayList<>();
    for (Line line : results.lines()) {
      if (line.towards().equals(towards)) {
        // Drawn as in the papers: the optimum, or the second random point, on the right.
        boolean reversed = towards.equals(LinesResults.OPTIMUM);
        curves.add(Curves.of("", reversed ? line.quartic().reversed() : line.quartic()));
      }
    }
    return new Panel(title, "position λ on the line", "loss", false, curves);
  }
}
