package org.convexityprobe.landscape;

/** Judges the values of a scan again. */
final class Judging {
  private Judging() {}

  /** Returns a scan that is not adaptive as its values, its noise and its samples give it. */
  static LineScan again(LineScan scan, double z) {
    double[] values = scan.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new LineJudge(scan.grid(), values, scan.noise(), z)
        .judge(scan.line(), scan.sampling())
        .refined(scan.halvings(), scan.converged());
  }
}
