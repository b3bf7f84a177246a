package org.convexityprobe.experiment.hessian;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.config.HessianConfig;
import org.convexityprobe.landscape.Lanczos;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.Signs;
import org.convexityprobe.landscape.SymmetricOperator;
import org.convexityprobe.landscape.Tridiagonal;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * The Hessian of one checkpoint, ready to be multiplied.
 *
 * @param network the checkpoint's network
 * @param operator the Hessian
 * @param settings what is computed
 * @param seed of the random vectors
 */
record OpenHessian(
    TrainedNetwork network, SymmetricOperator operator, HessianConfig settings, long seed) {
  private static final double MIB = 1 << 20;

  /** Java's heap is for other things too. */
  private static final double SHARE_OF_HEAP = 0.8;

  /**
   * Runs the Lanczos process.
   *
   * @param run its number; 0 is the long one
   * @param multiplied told after each product
   */
  HessianEntry run(String checkpoint, int run, Runnable multiplied) {
    ParameterLayout layout = network.layout();
    int steps = Math.min(run == 0 ? settings.steps() : settings.probeSteps(), Signs.learnt(layout));
    requireMemory(layout.length(), steps);
    long begin = System.nanoTime();
    double[] start = Signs.draw(layout, seed, run);
    List<Double> blocks = new ArrayList<>();
    SymmetricOperator watched =
        vector -> {
          double[] product = operator.times(vector);
          requireFinite(product);
          if (blocks.isEmpty()) {
            blocks.addAll(blocks(layout, start, vector, product));
          }
          multiplied.run();
          return product;
        };
    Tridiagonal found =
        new Lanczos(watched, steps)
            .from(
                start,
                known -> run == 0 && known.hasEnds(settings.eigenvalues(), settings.tolerance()));
    return new HessianEntry(
        checkpoint, run, (System.nanoTime() - begin) / 1e9, found, run == 0 ? List.of() : blocks);
  }

  /** Returns zᵀ H z restricted to each tensor; the first vector is z made as long as 1. */
  private static List<Double> blocks(
      ParameterLayout layout, double[] start, double[] vector, double[] product) {
    double length = 0;
    for (double element : start) {
      length += element * element;
    }
    List<Double> blocks = new ArrayList<>();
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      double sum = 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        sum += vector[i] * product[i];
      }
      blocks.add(length * sum);
    }
    return blocks;
  }

  private void requireFinite(double[] product) {
    for (double element : product) {
      if (!Double.isFinite(element)) {
        throw new NotFiniteException(
            "%s: a product with its Hessian is %s".formatted(network.file(), element));
      }
    }
  }

  private static void requireMemory(int parameters, int steps) {
    double needed = 8.0 * parameters * (steps + 3L);
    double free = SHARE_OF_HEAP * Runtime.getRuntime().maxMemory();
    if (needed > free) {
      throw new IllegalArgumentException(
          "%d steps for %d parameters need %.0f MiB of Java's heap, about %.0f MiB may be used; set CONVEXITY_HEAP, or use fewer --steps and --probe-steps"
              .formatted(steps, parameters, needed / MIB, free / MIB));
    }
  }
}
