package org.convexityprobe.experiment.recovery;

import java.util.List;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.report.CurvePlot.Curve;

/** Curves of shares with their exact intervals. */
final class Shares {
  private Shares() {}

  static Curve curve(String name, List<Double> x, List<Proportion> shares) {
    return new Curve(
        name,
        x,
        shares.stream().map(Proportion::value).toList(),
        shares.stream().map(Proportion::lower).toList(),
        shares.stream().map(Proportion::upper).toList(),
        true);
  }
}
