package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * Fig. 2: (|x|^p + |y|^p)^{1/p} for 0 &lt; p &lt; 1 is star-convex towards (0, 0), along every ray
 * even linear, and yet not convex.
 *
 * @param exponent p, above 0 and below 1
 */
public record StarFigure(double exponent) implements FactorizationRun.Study {
  /** p = ½. */
  public static final StarFigure DEFAULT = new StarFigure(0.5);

  private static final int DRAWN = 201;

  /** Checks the exponent. */
  public StarFigure {
    if (!(exponent > 0 && exponent < 1)) {
      throw new IllegalArgumentException(
          "exponent is %s; expected above 0 and below 1, where the function is not convex"
              .formatted(exponent));
    }
  }

  /** Returns the function at a point. */
  double valueAt(double x, double y) {
    return Math.pow(
        Math.pow(Math.abs(x), exponent) + Math.pow(Math.abs(y), exponent), 1 / exponent);
  }

  /**
   * What makes it star-convex and not convex.
   *
   * @param manifest what made it
   * @param largestBendOnRays largest absolute second difference along rays from the origin
   * @param leastSecondDifference least one along lines that miss the origin
   */
  public record Results(
      Manifest manifest, double largestBendOnRays, double leastSecondDifference) {}

  @Override
  public String kind() {
    return "nmf-star";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < DRAWN; i += 4) {
      for (int j = 0; j < DRAWN; j += 4) {
        rows.add(List.of(at(i), at(j), valueAt(at(i), at(j))));
      }
    }
    context
        .files()
        .json(
            new Results(
                context.manifest(),
                secondDifferences(rays()).map(Math::abs).max().orElseThrow(),
                secondDifferences(chords()).min().orElseThrow()));
    context.files().csv("surface.csv", List.of("x", "y", "value"), rows);
    context
        .files()
        .figure(
            "star",
            CurvePlot.of(
                "(|x|^p + |y|^p)^(1/p) with p = " + exponent,
                List.of(
                    new Panel("level curves", "x", "y", false, levels()),
                    new Panel("towards the origin", "λ", "value", false, rays()),
                    new Panel("off the origin", "x", "value", false, chords())),
                "The sets below a level are not convex, nor is the function along lines that miss"
                    + " the origin; along lines towards it, it is linear."));
  }

  /** Runs over [−1, 1]. */
  private static double at(int index) {
    return 2 * index / (DRAWN - 1.0) - 1;
  }

  private static DoubleStream secondDifferences(List<Curve> curves) {
    return curves.stream()
        .map(Curve::y)
        .flatMapToDouble(
            y ->
                IntStream.range(1, y.size() - 1)
                    .mapToDouble(i -> y.get(i - 1) - 2 * y.get(i) + y.get(i + 1)));
  }

  private List<Curve> levels() {
    List<Curve> curves = new ArrayList<>();
    for (double level : new double[] {0.25, 0.5, 0.75, 1}) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i <= 4 * (DRAWN - 1); i++) {
        double angle = 2 * Math.PI * i / (4 * (DRAWN - 1));
        double radius = level / valueAt(Math.cos(angle), Math.sin(angle));
        x.add(radius * Math.cos(angle));
        y.add(radius * Math.sin(angle));
      }
      curves.add(Curve.line("value " + level, x, y));
    }
    return curves;
  }

  private List<Curve> rays() {
    List<Curve> curves = new ArrayList<>();
    for (double degrees : new double[] {0, 15, 30, 45}) {
      double angle = Math.toRadians(degrees);
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < DRAWN; i++) {
        double lambda = i / (DRAWN - 1.0);
        x.add(lambda);
        y.add(valueAt(lambda * Math.cos(angle), lambda * Math.sin(angle)));
      }
      curves.add(Curve.line("direction %.0f°".formatted(degrees), x, y));
    }
    return curves;
  }

  private List<Curve> chords() {
    List<Curve> curves = new ArrayList<>();
    for (double height : new double[] {0.1, 0.3, 0.6}) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < DRAWN; i++) {
        x.add(at(i));
        y.add(valueAt(at(i), height));
      }
      curves.add(Curve.line("y = " + height, x, y));
    }
    return curves;
  }
}
