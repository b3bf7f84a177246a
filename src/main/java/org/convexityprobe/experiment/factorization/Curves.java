package org.convexityprobe.experiment.factorization;

import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.report.CurvePlot.Curve;

/** Curves of quartics, and of shares with their intervals. */
public final class Curves {
  private static final int POINTS = 101;

  private Curves() {}

  /** Returns a quartic between the ends of its line. */
  static Curve of(String name, Quartic quartic) {
    List<Double> x = IntStream.range(0, POINTS).mapToObj(i -> i / (POINTS - 1.0)).toList();
    return Curve.line(name, x, x.stream().map(quartic::valueAt).toList());
  }

  /** Returns shares with their exact intervals. */
  public static Curve ofShares(String name, List<Double> x, List<Proportion> shares) {
    return new Curve(
        name,
        x,
        shares.stream().map(Proportion::value).toList(),
        shares.stream().map(Proportion::lower).toList(),
        shares.stream().map(Proportion::upper).toList(),
        true);
  }
}
