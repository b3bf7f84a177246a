package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;

/** Projected gradient descent with a fixed step. */
record GradientStepper(FactorizationLoss loss, List<Factors> points, double step)
    implements Stepper {
  @Override
  public FactorizationLoss.Measured[] step(int[] indices) {
    return loss.projectedSteps(Arrays.stream(indices).mapToObj(points::get).toList(), step);
  }
}
