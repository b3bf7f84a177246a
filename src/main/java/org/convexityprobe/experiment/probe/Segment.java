package org.convexityprobe.experiment.probe;

import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.NetworkLine;

/**
 * The segment between two parameter vectors. Distance, slope, cosine and losses belong to the same
 * way: a parameter that moves in one of them moves in all.
 *
 * @param middle the point halfway
 * @param way from the start to the end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(float[] middle, Direction way) {
  /**
   * Returns a segment on which everything moves that the loss depends on: running statistics do,
   * unless it uses those of batches.
   */
  static Segment between(float[] from, float[] to, ParameterLayout layout, BatchNormMode mode) {
    float[] middle = new float[from.length];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (float) (((double) from[i] + to[i]) / 2);
    }
    return new Segment(
        middle,
        mode == BatchNormMode.BATCH
            ? Direction.step(from, to, layout)
            : Direction.between(from, to));
  }

  /** Returns the distance of its ends. */
  double length() {
    return way.norm(0, way.length());
  }

  /** Returns the loss on it: λ = −½ is its start, λ = ½ its end. */
  NetworkLine line(CheckpointLoss loss) {
    return new NetworkLine(loss.function(), loss.losses(), middle, way);
  }
}
