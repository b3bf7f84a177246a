package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.factorization.CurvatureResults.Entry;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.CurvatureSummary;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Quartic;

/**
 * The curvature on the lines of all pairs of an optimum and a random point, at one rate.
 *
 * @param matrix the part of the matrix
 * @param solve how the optima were found, and of which law the points are
 * @param optima their archives
 * @param points number of random points
 */
record CurvatureUnit(
    ScaledMatrix matrix, FactorizationConfig solve, List<String> optima, int points)
    implements StudyUnit<Entry> {
  CurvatureUnit {
    optima = List.copyOf(optima);
  }

  @Override
  public String describe() {
    return "curvature at rate " + matrix.rate();
  }

  @Override
  public List<InputFile> inputs() throws IOException {
    return matrix.inputs(optima);
  }

  @Override
  public Entry compute(UnitContext context, RunControl<FactorizationListener> control)
      throws IOException {
    FactorizationLoss loss = context.get(matrix);
    List<Factors> found = OptimumStore.read(optima, context, loss, solve.rank());
    List<Factors> random = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      random.add(solve.point(loss, i));
    }
    control.check();
    long start = System.nanoTime();
    Quartic[][] quartics = loss.alongAll(found, random);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (Quartic[] row : quartics) {
      for (int b = 0; b < row.length; b++) {
        row[b] = row[b].scaledBy(1.0 / loss.observedCount());
      }
    }
    return new Entry(
        matrix.rate(),
        loss.rows(),
        loss.columns(),
        loss.observedCount(),
        seconds,
        CurvatureSummary.of(quartics, solve.seed()));
  }
}
