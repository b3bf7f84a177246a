package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;

/**
 * Projected gradient descent with a fixed step, of which one in {@value #UPDATES} is in double
 * precision, and tells the loss and the residual; the others multiply in single precision, as long
 * as they improve the loss by more than the stopping rule asks for and rounding can hide. From then
 * on all are in double precision, and only they are judged.
 */
final class MixedGradientStepper implements Stepper {
  private static final int UPDATES = 16;

  /** Relative improvement of a step below which single precision may be what is left of it. */
  private static final double RESOLVED = 1e-8;

  private final DenseLoss loss;
  private final List<Factors> points;
  private final double step;
  private final double leastImprovement;
  private final double[] previous;
  private final boolean[] single;
  private final boolean[] descends;

  /**
   * @param tolerance relative improvement of a step at which the solver stops
   */
  MixedGradientStepper(DenseLoss loss, List<Factors> points, double step, double tolerance) {
    this.loss = loss;
    this.points = points;
    this.step = step;
    leastImprovement = Math.max(RESOLVED, tolerance);
    previous = new double[points.size()];
    Arrays.fill(previous, Double.POSITIVE_INFINITY);
    single = new boolean[points.size()];
    Arrays.fill(single, true);
    descends = new boolean[points.size()];
  }

  @Override
  public FactorizationLoss.Measured[] step(int[] indices) {
    List<Factors> active = Arrays.stream(indices).mapToObj(points::get).toList();
    FactorizationLoss.Measured[] measured = loss.projectedSteps(active, step);
    for (int i = 0; i < indices.length; i++) {
      look(indices[i], measured[i].loss());
      for (int update = 1; update < UPDATES; update++) {
        if (single[indices[i]]) {
          SinglePrecisionStep.take(loss, active.get(i), step);
        } else {
          loss.projectedSteps(List.of(active.get(i)), step);
        }
      }
    }
    return measured;
  }

  private void look(int index, double now) {
    descends[index] = !single[index];
    double improvement = (previous[index] - now) / previous[index] / UPDATES;
    if (improvement < leastImprovement) {
      single[index] = false;
    }
    previous[index] = now;
  }

  @Override
  public List<Factors> points() {
    return points;
  }

  @Override
  public int updates() {
    return UPDATES;
  }

  @Override
  public boolean descends(int index) {
    return descends[index];
  }
}
