package org.convexityprobe.landscape;

import java.util.Arrays;
import java.util.Objects;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;

/**
 * Draws filter-normalised random directions (Li et al., <i>Visualizing the Loss Landscape of Neural
 * Nets</i>, 2018): r ~ N(0, I), then r_f ← r_f · ‖w_f‖ / ‖r_f‖ for every filter f.
 *
 * <p>The draw depends on (seed, line) alone: one normal number for every learnable element, in the
 * order of the tensors, whatever becomes of it. So line i of every checkpoint of a network, and
 * every {@link NormalizationDirection}, uses the same draw, and results pair by line. A filter
 * whose weights are zero gets a zero direction; running statistics are never moved.
 */
public final class DirectionSampler {
  private final ParameterLayout layout;
  private final NormalizationDirection normalization;
  private final long seed;

  /** Makes a sampler for parameter vectors of one layout. */
  public DirectionSampler(ParameterLayout layout, NormalizationDirection normalization, long seed) {
    this.layout = Objects.requireNonNull(layout, "layout");
    this.normalization = Objects.requireNonNull(normalization, "normalization");
    this.seed = seed;
  }

  /**
   * Draws the direction of one line around {@code weights}.
   *
   * @param weights the flat parameter vector, as long as the layout
   * @param line index of the line, at least 0
   */
  public Direction draw(float[] weights, int line) {
    return draw(weights, line, null);
  }

  /**
   * Draws a direction orthogonal to {@code first}, for a plane. The component along {@code first}
   * is removed filter by filter, before the filters are scaled: the two are orthogonal (to the
   * rounding of the stored floats), and both are filter-normalised. A filter of a single element
   * has no second direction, and gets zero.
   */
  public Direction drawOrthogonal(float[] weights, int line, Direction first) {
    Direction.requireLength(layout.length(), first.length(), "parameter layout and direction");
    return draw(weights, line, first);
  }

  private Direction draw(float[] weights, int line, Direction first) {
    Direction.requireLength(layout.length(), weights.length, "parameter layout and weights");
    if (line < 0) {
      throw new IllegalArgumentException("line: %d; expected at least 0".formatted(line));
    }
    GaussianSource gaussian = new GaussianSource(seed, line);
    float[] direction = new float[weights.length];
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() != Role.STATISTIC) {
        fill(tensor, gaussian, weights, first, direction);
      }
    }
    return Direction.of(direction);
  }

  private void fill(
      Tensor tensor, GaussianSource gaussian, float[] weights, Direction first, float[] out) {
    int slices = tensor.role() == Role.FILTERS ? tensor.slices() : 1;
    double[] slice = new double[tensor.length() / slices];
    int[] places = new int[slice.length];
    for (int s = 0; s < slices; s++) {
      for (int i = 0; i < slice.length; i++) {
        slice[i] = gaussian.next();
        places[i] = tensor.index(s, i);
      }
      if (tensor.role() != Role.FILTERS) {
        treatNormalization(slice, weights, places);
      }
      if (first != null) {
        removeComponent(slice, first, places);
      }
      scaleToNorm(slice, weights, places, out);
    }
  }

  /** Replaces the draw by zeros or by the weights where the convention says so. */
  private void treatNormalization(double[] slice, float[] weights, int[] places) {
    for (int i = 0; i < slice.length; i++) {
      slice[i] =
          switch (normalization) {
            case IGNORE -> 0;
            case RANDOM -> slice[i];
            case WEIGHTS -> weights[places[i]];
          };
    }
  }

  private static void removeComponent(double[] slice, Direction first, int[] places) {
    double square = 0;
    double product = 0;
    for (int i = 0; i < slice.length; i++) {
      double component = first.get(places[i]);
      square += component * component;
      product += component * slice[i];
    }
    if (square == 0) {
      return;
    }
    double before = norm(slice);
    for (int i = 0; i < slice.length; i++) {
      slice[i] -= product / square * first.get(places[i]);
    }
    // What is left of a parallel slice is rounding, and must not be blown up to the filter's norm.
    if (norm(slice) <= 1e-7 * before) {
      Arrays.fill(slice, 0);
    }
  }

  private static void scaleToNorm(double[] slice, float[] weights, int[] places, float[] out) {
    double norm = norm(slice);
    if (norm == 0) {
      return;
    }
    double square = 0;
    for (int place : places) {
      square += (double) weights[place] * weights[place];
    }
    double factor = Math.sqrt(square) / norm;
    for (int i = 0; i < slice.length; i++) {
      out[places[i]] = (float) (slice[i] * factor);
    }
  }

  private static double norm(double[] slice) {
    double sum = 0;
    for (double value : slice) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
