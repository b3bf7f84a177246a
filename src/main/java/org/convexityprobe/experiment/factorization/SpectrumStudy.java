package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.SpectrumResults.Spectra;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.SingularValues;

/**
 * Singular values of the factors of an optimum against those of half-normal matrices of the same
 * shapes and means (Fig. 7, 12 and 13 of the ICLR version).
 */
public record SpectrumStudy(SpectrumConfig config) implements Study {
  @Override
  public String kind() {
    return "nmf-spectrum";
  }

  @Override
  public void run(StudyContext context) throws IOException {
    MatrixReading reading = context.read(config.matrix());
    Journal<Spectra> journal = context.run().journal(Spectra.class);
    if (journal.entries().isEmpty()) {
      journal.append(measure(context, context.loss(reading)));
    }
    Spectra spectra = journal.entries().get(0);
    context.writeNames(reading);
    SpectrumFiles.write(
        config,
        new SpectrumResults(context.run().manifest(), MatrixFacts.of(reading), spectra),
        context.files());
    SpectrumFiles.notes(spectra).forEach(context.listener()::note);
  }

  private Spectra measure(StudyContext context, FactorizationLoss loss) throws IOException {
    Factors optimum = context.optima("optima").find(loss, config.solve(), 1).get(0);
    Factors random = config.solve().point(loss, 0);
    return new Spectra(
        values(optimum.left(), 1),
        values(optimum.right(), 1),
        values(random.left(), meanRatio(optimum.left(), random.left())),
        values(random.right(), meanRatio(optimum.right(), random.right())));
  }

  private List<Double> values(double[] factor, double scale) {
    return Arrays.stream(SingularValues.of(factor, config.solve().rank()))
        .map(value -> value * scale)
        .boxed()
        .toList();
  }

  private static double meanRatio(double[] factor, double[] random) {
    return DoubleStream.of(factor).sum() / DoubleStream.of(random).sum();
  }
}
