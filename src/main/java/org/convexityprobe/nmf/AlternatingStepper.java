package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;

/** Alternates between the factors with a rule for one row. */
final class AlternatingStepper implements Stepper {
  private final FactorizationLoss loss;
  private final List<Factors> points;
  private final List<Factors> starts;
  private final RowRule rule;
  private final FactorizationLoss.Alternation[] last;

  AlternatingStepper(FactorizationLoss loss, List<Factors> points, RowRule rule) {
    this.loss = loss;
    this.points = points;
    this.rule = rule;
    starts = points.stream().map(Factors::copy).toList();
    last = new FactorizationLoss.Alternation[points.size()];
  }

  /** Sets each entry of a row in turn to its minimiser, the others fixed. */
  static void leastSquares(
      double[] factor, int start, double[] target, double[] gradient, int offset, Gram matrix) {
    double[] gram = matrix.values();
    int rank = matrix.rank();
    for (int k = 0; k < rank; k++) {
      double diagonal = gram[k * rank + k];
      if (diagonal > 0) {
        double old = factor[start + k];
        double next = Math.max(0, old - gradient[offset + k] / diagonal);
        double change = next - old;
        if (change != 0) {
          factor[start + k] = next;
          int row = k * rank;
          for (int l = 0; l < rank; l++) {
            gradient[offset + l] += change * gram[row + l];
          }
        }
      }
    }
  }

  /** Multiplies each entry by target / current, which are ∇'s negative and positive parts. */
  static void multiplicative(
      double[] factor, int start, double[] target, double[] gradient, int offset, Gram gram) {
    int rank = gram.rank();
    for (int k = 0; k < rank; k++) {
      double current = gradient[offset + k] + target[offset + k];
      if (current > 0) {
        factor[start + k] *= target[offset + k] / current;
      }
    }
  }

  @Override
  public FactorizationLoss.Measured[] step(int[] indices) {
    double[] secondBefore = new double[indices.length];
    FactorizationLoss.Measured[] measured = new FactorizationLoss.Measured[indices.length];
    for (int i = 0; i < indices.length; i++) {
      if (last[indices[i]] == null) {
        measured[i] = loss.measure(points.get(indices[i]));
      } else {
        secondBefore[i] = last[indices[i]].secondAfter();
      }
    }
    FactorizationLoss.Alternation[] now =
        loss.alternate(Arrays.stream(indices).mapToObj(points::get).toList(), rule);
    for (int i = 0; i < indices.length; i++) {
      if (measured[i] == null) {
        measured[i] =
            new FactorizationLoss.Measured(
                last[indices[i]].loss(), now[i].firstBefore() + secondBefore[i]);
      }
      last[indices[i]] = now[i];
    }
    return measured;
  }

  @Override
  public List<Factors> points() {
    return points;
  }

  @Override
  public Factors solution(int index) {
    return Balance.like(loss, starts.get(index), points.get(index));
  }
}
