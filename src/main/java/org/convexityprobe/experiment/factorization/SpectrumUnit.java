package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.convexityprobe.experiment.factorization.SpectrumResults.Spectra;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.SingularValues;

/**
 * The singular values of an optimum's factors, and those of random factors of the same means.
 *
 * @param matrix what is factorised
 * @param solve how the optimum was found, and of which law the random factors are
 * @param optimum its archive
 */
record SpectrumUnit(ScaledMatrix matrix, FactorizationConfig solve, String optimum)
    implements StudyUnit<Spectra> {
  @Override
  public String describe() {
    return "singular values of " + optimum;
  }

  @Override
  public List<InputFile> inputs() throws IOException {
    return matrix.inputs(List.of(optimum));
  }

  @Override
  public Spectra compute(UnitContext context, RunControl<FactorizationListener> control)
      throws IOException {
    FactorizationLoss loss = context.get(matrix);
    Factors found = OptimumStore.read(List.of(optimum), context, loss, solve.rank()).get(0);
    Factors random = solve.point(loss, 0);
    return new Spectra(
        values(found.left(), 1),
        values(found.right(), 1),
        values(random.left(), meanRatio(found.left(), random.left())),
        values(random.right(), meanRatio(found.right(), random.right())));
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
}
