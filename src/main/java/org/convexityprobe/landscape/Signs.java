package org.convexityprobe.landscape;

import org.apache.commons.rng.UniformRandomProvider;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;

/** Vectors of random signs over a network's learnt parameters, for estimates of traces. */
public final class Signs {
  private Signs() {}

  /**
   * Returns −1 or 1, each with probability ½, at every parameter that is learnt, and 0 at running
   * statistics.
   *
   * @param seed seed of the numbered vectors
   * @param number which of them
   */
  public static double[] draw(ParameterLayout layout, long seed, int number) {
    UniformRandomProvider random = GaussianSource.generator(seed, number);
    double[] vector = new double[layout.length()];
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() != Role.STATISTIC) {
        for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
          vector[i] = random.nextBoolean() ? 1 : -1;
        }
      }
    }
    return vector;
  }

  /** Returns how many parameters are learnt. */
  public static int learnt(ParameterLayout layout) {
    return layout.tensors().stream()
        .filter(tensor -> tensor.role() != Role.STATISTIC)
        .mapToInt(Tensor::length)
        .sum();
  }
}
