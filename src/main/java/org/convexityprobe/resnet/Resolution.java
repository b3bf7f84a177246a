package org.convexityprobe.resnet;

import org.convexityprobe.landscape.Direction;

/** From the resolution of a network's parameters to that of a way through them. */
final class Resolution {
  private Resolution() {}

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
