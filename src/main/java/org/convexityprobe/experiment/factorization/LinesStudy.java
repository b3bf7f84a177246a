package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.factorization.LinesResults.Finished;
import org.convexityprobe.experiment.work.JournalledWork;

/**
 * The loss along lines from random points to optima and to other random points (Fig. 3 and 4 of the
 * AAAI paper), from the exact quartic.
 */
public record LinesStudy(LinesConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-lines";

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
    JournalledWork<Finished, FactorizationListener> work = context.work(Finished.class);
    if (work.journal().entries().isEmpty()) {
      ScaledMatrix matrix = new ScaledMatrix(config.matrix(), 1);
      List<String> optima = context.optima("optima").find(matrix, config.solve(), config.lines());
      work.compute(new LinesUnit(matrix, config.solve(), optima));
    }
    context.writeNames(reading);
    LinesResults results =
        new LinesResults(
            context.run().manifest(),
            MatrixFacts.of(reading),
            work.journal().entries().get(0).lines());
    LinesFiles.write(config, results, context.files());
    context.listener().note(LinesFiles.caption(results));
  }
}
