package org.convexityprobe.network;

import org.convexityprobe.landscape.ParameterLine;

/** The logits of a network along a line, at points in the precision that the network takes. */
final class LineLogits {
  private final NetworkFunction function;
  private final ParameterLine line;
  private final float[] single;
  private final double[] precise;

  LineLogits(NetworkFunction function, ParameterLine line) {
    this.function = function;
    this.line = line;
    this.single = new float[function.takesDoubles() ? 0 : line.length()];
    this.precise = new double[function.takesDoubles() ? line.length() : 0];
  }

  /** Returns the logits at w + λ r, [images, classes], row-major. */
  double[] at(double lambda) {
    if (function.takesDoubles()) {
      line.pointAt(lambda, precise);
      return function.logits(precise);
    }
    line.pointAt(lambda, single);
    return function.logits(single);
  }
}
