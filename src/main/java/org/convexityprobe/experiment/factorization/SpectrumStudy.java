package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.Map;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.factorization.SpectrumResults.Spectra;
import org.convexityprobe.experiment.work.JournalledWork;

/**
 * Singular values of the factors of an optimum against those of random matrices of the same shapes
 * and means (Fig. 7, 12 and 13 of the ICLR version).
 */
public record SpectrumStudy(SpectrumConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-spectrum";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, String> checksums() throws IOException {
    return config.matrix().checksums(config.solve().initialFactors());
  }

  @Override
  public void run(StudyContext context) throws IOException {
    MatrixReading reading = context.read(config.matrix());
    JournalledWork<Spectra, FactorizationListener> work = context.work(Spectra.class);
    if (work.journal().entries().isEmpty()) {
      ScaledMatrix matrix = new ScaledMatrix(config.matrix(), 1);
      String optimum = context.optima("optima").find(matrix, config.solve(), 1).get(0);
      work.compute(new SpectrumUnit(matrix, config.solve(), optimum));
    }
    Spectra spectra = work.journal().entries().get(0);
    context.writeNames(reading);
    SpectrumFiles.write(
        config,
        new SpectrumResults(context.run().manifest(), MatrixFacts.of(reading), spectra),
        context.files());
    SpectrumFiles.notes(spectra).forEach(context.listener()::note);
  }
}
