package org.convexityprobe.landscape;

/** A line function that knows its second derivative. */
public interface CurvedLineFunction extends LineFunction {
  /** Returns φ''(λ) in its two parts. The same λ must give the same bits. */
  Curvature curvatureAt(double lambda);
}
