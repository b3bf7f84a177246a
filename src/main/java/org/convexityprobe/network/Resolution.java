package org.convexityprobe.network;

import org.convexityprobe.landscape.Direction;

/**
 * The smallest changes of a network's parameters that its arithmetic tells apart.
 *
 * <p>Parameters are rounded before they are multiplied. Where a change is below a unit in the last
 * place of most of them, neighbouring outputs share their rounding errors, and their noise looks
 * smaller than it is. Where it is far above, the loss bends between neighbours (a ReLU switches),
 * and its noise looks larger. Measured on a trained ResNet-20, at two places of a line: in single
 * precision σ̂ is the same for changes of 1 to 64 units, less than half of that for a hundredth of
 * a unit, and up to 2.6 times as large for 256 units; with bfloat16 parts it is the same up to 2
 * units, and twice as large for 8.
 */
final class Resolution {
  /** Units in the last place that a change should have. */
  private static final double UNITS = 2;

  /** Relative to the norm of the parameters, in single precision. */
  static final double SINGLE_PRECISION = of(24);

  /** The same for factors that are sums of two bfloat16 numbers. */
  static final double TWO_BFLOAT16 = of(16);

  private Resolution() {}

  /** Returns the change relative to the norm of the parameters, of factors with so many bits. */
  static double of(int significantBits) {
    return UNITS * Math.scalb(1.0, 1 - significantBits);
  }

  /** Returns the distance along a direction that changes the parameters it moves noticeably. */
  static double along(NetworkFunction function, float[] weights, Direction direction) {
    double moved = 0;
    double length = 0;
    for (int i = 0; i < weights.length; i++) {
      double step = direction.get(i);
      if (step != 0) {
        moved += (double) weights[i] * weights[i];
        length += step * step;
      }
    }
    return length == 0 ? 0 : function.resolution() * Math.sqrt(moved / length);
  }
}
