package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.LinesResults.Finished;
import org.convexityprobe.experiment.factorization.LinesResults.Line;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;

/**
 * The loss along lines from random points to optima and to other random points (Fig. 3 and 4 of the
 * AAAI paper), from the exact quartic.
 */
public record LinesStudy(LinesConfig config) implements Study {
  @Override
  public String kind() {
    return "nmf-lines";
  }

  @Override
  public void run(StudyContext context) throws IOException {
    MatrixReading reading = context.read(config.matrix());
    Journal<Finished> journal = context.run().journal(Finished.class);
    if (journal.entries().isEmpty()) {
      journal.append(measure(context, context.loss(reading)));
    }
    context.writeNames(reading);
    LinesResults results =
        new LinesResults(
            context.run().manifest(), MatrixFacts.of(reading), journal.entries().get(0).lines());
    LinesFiles.write(config, results, context.files());
    context.listener().note(LinesFiles.caption(results));
  }

  private Finished measure(StudyContext context, FactorizationLoss loss) throws IOException {
    FactorizationConfig solve = config.solve();
    List<Factors> optima = context.optima("optima").find(loss, solve, config.lines());
    double share = 1.0 / loss.observedCount();
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < config.lines(); i++) {
      context.check();
      Factors from = solve.point(loss, i);
      all.add(Line.of(LinesResults.OPTIMUM, i, loss.along(optima.get(i), from).scaledBy(share)));
    }
    for (int i = 0; i < config.lines(); i++) {
      context.check();
      Factors from = solve.point(loss, i);
      Factors to = solve.point(loss, config.lines() + i);
      all.add(Line.of(LinesResults.RANDOM, i, loss.along(from, to).scaledBy(share)));
    }
    return new Finished(all);
  }
}
