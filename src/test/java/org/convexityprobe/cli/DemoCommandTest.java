package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.convexityprobe.landscape.Difference;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.LengthDifference.Kind;
import org.convexityprobe.report.NetworkLabel;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static String finding(double lower, double upper) {
    NetworkLabel narrow = new NetworkLabel(false, 20, 1, 0);
    double mean = (lower + upper) / 2;
    return DemoCommand.finding(
        new LengthDifference(
            Kind.WIDTHS,
            narrow,
            narrow.withWidth(4),
            new Difference(mean, (upper - lower) / 4, 7, lower, upper),
            1,
            1));
  }

  @Test
  void saysWhatWasFoundOnlyWhereTheIntervalLeavesNoDoubt() {
    assertThat(finding(0.2, 0.6)).contains("is more convex: k = 4 less k = 1 is +0.40 ± 0.10");
    assertThat(finding(-0.6, -0.2)).contains("is less convex", "-0.40 ± 0.10");
    assertThat(finding(-0.1, 0.3)).contains("do not tell", "+0.10 ± 0.10");
  }
}
