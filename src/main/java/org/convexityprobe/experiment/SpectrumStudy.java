package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.SingularValues;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * Singular values of the factors of an optimum against those of half-normal matrices of the same
 * shapes and means (Fig. 7, 12 and 13 of the ICLR version).
 *
 * @param matrix what is factorised
 * @param solve how the optimum is found
 */
public record SpectrumStudy(MatrixConfig matrix, FactorizationConfig solve)
    implements FactorizationRun.Study {
  /** No matrix yet. */
  public static final SpectrumStudy DEFAULT =
      new SpectrumStudy(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT);

  /**
   * Singular values, largest first.
   *
   * @param manifest what made them
   * @param matrix what was factorised
   * @param u of U*
   * @param v of V*
   * @param randomU of a random matrix of U*'s shape and mean
   * @param randomV of a random matrix of V*'s shape and mean
   */
  public record Results(
      Manifest manifest,
      MatrixFacts matrix,
      List<Double> u,
      List<Double> v,
      List<Double> randomU,
      List<Double> randomV) {}

  @Override
  public String kind() {
    return "nmf-spectrum";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    MatrixReading reading = context.read(matrix);
    FactorizationLoss loss = context.loss(reading);
    Factors optimum = context.optima("optima").find(loss, solve, 1).get(0);
    Factors random = solve.point(loss, 0);
    Results results =
        new Results(
            context.manifest(),
            MatrixFacts.of(reading),
            values(optimum.left(), 1),
            values(optimum.right(), 1),
            values(random.left(), meanRatio(optimum.left(), random.left())),
            values(random.right(), meanRatio(optimum.right(), random.right())));
    context.write(results, reading);
    context
        .files()
        .csv(
            "spectrum.csv",
            List.of("index", "u", "random_u", "v", "random_v"),
            IntStream.range(0, Math.min(results.u.size(), results.v.size()))
                .mapToObj(
                    i ->
                        List.of(
                            i + 1,
                            results.u.get(i),
                            results.randomU.get(i),
                            results.v.get(i),
                            results.randomV.get(i)))
                .toList());
    context
        .files()
        .figure(
            "spectrum",
            CurvePlot.of(
                matrix.title("Singular values of the factors", solve.rank()),
                List.of(
                    panel("U*", results.u, results.randomU),
                    panel("V*", results.v, results.randomV)),
                "Singular values of one optimum. Random: half-normal entries of the factor's"
                    + " mean."));
    context.listener().note(note("U*", results.u, results.randomU));
    context.listener().note(note("V*", results.v, results.randomV));
  }

  private static String note(String factor, List<Double> found, List<Double> random) {
    return String.format(
        Locale.ROOT,
        "singular values of %s: largest %.4g (random %.4g), second %.4g (%.4g), least %.4g (%.4g)",
        factor,
        found.get(0),
        random.get(0),
        found.get(Math.min(1, found.size() - 1)),
        random.get(Math.min(1, random.size() - 1)),
        found.get(found.size() - 1),
        random.get(random.size() - 1));
  }

  private List<Double> values(double[] factor, double scale) {
    return Arrays.stream(SingularValues.of(factor, solve.rank()))
        .map(value -> value * scale)
        .boxed()
        .toList();
  }

  private static double meanRatio(double[] factor, double[] random) {
    return DoubleStream.of(factor).sum() / DoubleStream.of(random).sum();
  }

  private static Panel panel(String title, List<Double> found, List<Double> random) {
    List<Double> rank = new ArrayList<>();
    for (int i = 1; i <= found.size(); i++) {
      rank.add((double) i);
    }
    return new Panel(
        title,
        "index, from the largest",
        "singular value",
        false,
        List.of(
            new Curve("optimum", rank, found, List.of(), List.of(), true),
            new Curve("random", rank, random, List.of(), List.of(), true)));
  }
}
