package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class CurvatureSummaryTest {
  /** A line whose curvature is constant. */
  private static Quartic line(double alpha) {
    return new Quartic(0, 0, alpha / 2, 0, 0);
  }

  @Test
  void statisticsAreThoseOfAllLines() {
    Quartic[][] lines = {{line(1), line(2)}, {line(3), line(-2)}};
    CurvatureSummary summary = CurvatureSummary.of(lines, 1);
    assertThat(summary.mean().value()).isEqualTo(1);
    assertThat(summary.deviation()).isEqualTo(Math.sqrt(14.0 / 3), offset(1e-15));
    assertThat(summary.relativeDeviation().value()).isEqualTo(Math.sqrt(14.0 / 3), offset(1e-15));
    assertThat(summary.convex().value()).isEqualTo(0.75);
    assertThat(summary.minimum()).isEqualTo(-2);
  }

  @Test
  void linesOfOneOptimumDoNotCountAsIndependent() {
    // α depends on the optimum alone: 400 lines, but only 20 independent values.
    Quartic[][] lines = new Quartic[20][20];
    for (int a = 0; a < 20; a++) {
      for (int b = 0; b < 20; b++) {
        lines[a][b] = line(a);
      }
    }
    CurvatureSummary.Interval mean = CurvatureSummary.of(lines, 2).mean();
    double standardError = Math.sqrt(399.0 / 12 / 20);
    // Quantiles of 1000 resamples are known to about a tenth.
    assertThat((mean.upper() - mean.lower()) / (2 * 1.96 * standardError))
        .isEqualTo(1, offset(0.15));
  }
}
