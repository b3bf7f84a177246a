package org.convexityprobe.landscape;

/** A real function of two real variables: the loss over a plane through parameter space. */
@FunctionalInterface
public interface SurfaceFunction {
  /** Returns the value at (x, y), which may be NaN or infinite. The same point, the same value. */
  double valueAt(double x, double y);

  /** Returns the distance in x that {@link LineFunction#resolution} describes. */
  default double resolution() {
    return 0;
  }
}
