package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.factorization.LinesResults.Finished;
import org.convexityprobe.experiment.factorization.LinesResults.Line;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;

/**
 * The loss along a line to each optimum, and along as many lines between random points.
 *
 * @param matrix what is factorised
 * @param solve how the optima were found, and of which law the points are
 * @param optima their archives
 */
record LinesUnit(ScaledMatrix matrix, FactorizationConfig solve, List<String> optima)
    implements StudyUnit<Finished> {
  LinesUnit {
    optima = List.copyOf(optima);
  }

  @Override
  public String describe() {
    return "lines to %d optima".formatted(optima.size());
  }

  @Override
  public List<InputFile> inputs() throws IOException {
    return matrix.inputs(optima);
  }

  @Override
  public Finished compute(UnitContext context, RunControl<FactorizationListener> control)
      throws IOException {
    FactorizationLoss loss = context.get(matrix);
    List<Factors> ends = OptimumStore.read(optima, context, loss, solve.rank());
    int lines = ends.size();
    double share = 1.0 / loss.observedCount();
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      control.check();
      Factors from = solve.point(loss, i);
      all.add(Line.of(LinesResults.OPTIMUM, i, loss.along(ends.get(i), from).scaledBy(share)));
    }
    for (int i = 0; i < lines; i++) {
      control.check();
      Factors from = solve.point(loss, i);
      Factors to = solve.point(loss, lines + i);
      all.add(Line.of(LinesResults.RANDOM, i, loss.along(from, to).scaledBy(share)));
    }
    return new Finished(all);
  }
}
