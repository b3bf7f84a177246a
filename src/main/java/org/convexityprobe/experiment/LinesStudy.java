package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.nmf.ConvexityTests;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * The loss along lines from random points to optima and to other random points (Fig. 3 and 4 of the
 * AAAI paper), from the exact quartic.
 *
 * @param matrix what is factorised
 * @param solve how optima are found
 * @param lines of each kind
 */
public record LinesStudy(MatrixConfig matrix, FactorizationConfig solve, int lines)
    implements FactorizationRun.Study {
  /** Five lines of each kind, as in the papers. */
  public static final LinesStudy DEFAULT =
      new LinesStudy(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT, 5);

  private static final int DRAWN = 101;

  /** Checks the number of lines. */
  public LinesStudy {
    if (lines < 1) {
      throw new IllegalArgumentException("lines is %d; expected at least 1".formatted(lines));
    }
  }

  /**
   * One line, per observed entry.
   *
   * @param towards {@code optimum} or {@code random}
   * @param index of the line
   * @param quartic the loss; λ = 0 at the optimum or at the first random point
   * @param minimumCurvature α
   * @param tests what the four tests say
   */
  public record Line(
      String towards, int index, Quartic quartic, double minimumCurvature, ConvexityTests tests) {}

  /**
   * All lines.
   *
   * @param manifest what made them
   * @param matrix what was factorised
   * @param lines towards optima first
   */
  public record Results(Manifest manifest, MatrixFacts matrix, List<Line> lines) {}

  @Override
  public String kind() {
    return "nmf-lines";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    MatrixReading reading = context.read(matrix);
    FactorizationLoss loss = context.loss(reading);
    List<Factors> optima = context.optima("optima").find(loss, solve, lines);
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      all.add(line("optimum", i, loss.along(optima.get(i), solve.point(loss, i)), loss));
    }
    for (int i = 0; i < lines; i++) {
      Factors from = solve.point(loss, i);
      all.add(line("random", i, loss.along(from, solve.point(loss, lines + i)), loss));
    }
    context.write(new Results(context.manifest(), MatrixFacts.of(reading), all), reading);
    write(context, all);
  }

  private static Line line(String towards, int index, Quartic undivided, FactorizationLoss loss) {
    Quartic quartic = undivided.scaledBy(1.0 / loss.observedCount());
    return new Line(towards, index, quartic, quartic.minimumCurvature(), quartic.tests());
  }

  private void write(FactorizationRun.Context context, List<Line> all) throws IOException {
    context
        .files()
        .csv(
            "lines.csv",
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
                "chord"),
            all.stream()
                .map(
                    line ->
                        List.of(
                            line.towards,
                            line.index,
                            line.quartic.q0(),
                            line.quartic.q1(),
                            line.quartic.q2(),
                            line.quartic.q3(),
                            line.quartic.q4(),
                            line.minimumCurvature,
                            line.tests.convexEverywhere(),
                            line.tests.convexOnSegment(),
                            line.tests.starConvex(),
                            line.tests.chord()))
                .toList());
    long convex = all.stream().filter(line -> line.tests.convexOnSegment()).count();
    String caption =
        String.format(
            Locale.ROOT,
            "Loss per observed entry along %d lines of each kind, exact quartics. %d of %d lines"
                + " are convex between their ends; least curvature %.4g.",
            lines,
            convex,
            all.size(),
            all.stream().mapToDouble(Line::minimumCurvature).min().orElseThrow());
    context
        .files()
        .figure(
            "lines",
            CurvePlot.of(
                matrix.title("NMF along straight lines", solve.rank()),
                List.of(
                    panel("random point to optimum", "optimum", all),
                    panel("between random points", "random", all)),
                caption));
    context.listener().note(caption);
  }

  private static Panel panel(String title, String towards, List<Line> all) {
    List<Curve> curves = new ArrayList<>();
    for (Line line : all) {
      if (line.towards.equals(towards)) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        // Drawn as in the papers: the optimum, or the second random point, on the right.
        Quartic quartic = towards.equals("optimum") ? line.quartic.reversed() : line.quartic;
        for (int i = 0; i < DRAWN; i++) {
          x.add(i / (DRAWN - 1.0));
          y.add(quartic.valueAt(i / (DRAWN - 1.0)));
        }
        curves.add(Curve.line("", x, y));
      }
    }
    return new Panel(title, "position λ on the line", "loss", false, curves);
  }
}
