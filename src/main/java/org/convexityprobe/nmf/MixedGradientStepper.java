package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;

/**
 * Projected gradient descent with a fixed step, of which one in {@value #UPDATES} is in double
 * precision, and tells the loss and the residual; the others multiply in single precision.
 */
record MixedGradientStepper(DenseLoss loss, List<Factors> points, double step) implements Stepper {
  private static final int UPDATES = 16;

  @Override
  public FactorizationLoss.Measured[] step(int[] indices) {
    List<Factors> active = Arrays.stream(indices).mapToObj(points::get).toList();
    FactorizationLoss.Measured[] measured = loss.projectedSteps(active, step);
    for (Factors point : active) {
      for (int update = 1; update < UPDATES; update++) {
        SinglePrecisionStep.take(loss, point, step);
      }
    }
    return measured;
  }

  @Override
  public int updates() {
    return UPDATES;
  }
}
