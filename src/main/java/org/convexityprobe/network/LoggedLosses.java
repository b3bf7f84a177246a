package org.convexityprobe.network;

import java.util.Arrays;
import java.util.function.Supplier;
import org.convexityprobe.landscape.SampledLineFunction;

/**
 * The losses of images at a point of a line, or their mean alone, and how many of the images are
 * classified correctly: one evaluation of an {@link EvaluationLog}.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoggedLosses(double[] losses, int correct) {
  /** Returns the next evaluation of a log. */
  static LoggedLosses next(EvaluationLog log, double lambda, Supplier<LoggedLosses> evaluation) {
    double[] numbers = log.next(lambda, () -> evaluation.get().numbers());
    int last = numbers.length - 1;
    return new LoggedLosses(Arrays.copyOf(numbers, last), (int) numbers[last]);
  }

  /** Returns the mean of the losses as the only one. */
  LoggedLosses mean() {
    return new LoggedLosses(new double[] {SampledLineFunction.mean(losses)}, correct);
  }

  private double[] numbers() {
    double[] numbers = Arrays.copyOf(losses, losses.length + 1);
    numbers[losses.length] = correct;
    return numbers;
  }
}
