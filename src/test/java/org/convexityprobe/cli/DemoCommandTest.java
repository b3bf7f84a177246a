package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.LengthDifference.Kind;
import org.convexityprobe.report.NetworkLabel;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static final NetworkLabel NARROW = new NetworkLabel(false, 20, 1, 0);

  private static LengthDifference difference(
      Kind kind, NetworkLabel to, double lower, double upper) {
    double mean = (lower + upper) / 2;
    return new LengthDifference(
        kind, NARROW, to, new Difference(mean, (upper - lower) / 4, 7, lower, upper), 1, 1);
  }

  private static String finding(LengthDifference... differences) {
    return DemoCommand.finding(List.of(differences)).orElseThrow();
  }

  private static LengthDifference training(double lower, double upper) {
    return difference(Kind.EPOCHS, NARROW.atEpoch(4), lower, upper);
  }

  private static LengthDifference width(int width, double lower, double upper) {
    return difference(Kind.WIDTHS, NARROW.withWidth(width), lower, upper);
  }

  @Test
  void saysWhatTrainingAndWidthDoWithTheirErrors() {
    assertThat(finding(training(0.4, 0.6), width(2, 0.1, 0.2), width(4, 0.2, 0.6)))
        .isEqualTo(
            "From epoch 0 to epoch 4, L of the network with k = 1 rises by 0.50 ± 0.05; before"
                + " training, L of k = 4 is above that of k = 1 by 0.40 ± 0.10.");
    assertThat(finding(training(-0.6, -0.4), width(4, -0.6, -0.2)))
        .contains("falls by 0.50 ± 0.05", "is below that of k = 1 by 0.40 ± 0.10");
  }

  @Test
  void claimsNothingWhereTheIntervalLeavesItOpen() {
    assertThat(finding(training(-0.1, 0.3), width(4, -0.1, 0.3)))
        .contains("does not change significantly: +0.10 ± 0.10")
        .contains("does not differ from that of k = 1 significantly: +0.10 ± 0.10");
  }

  @Test
  void isSilentWithoutDifferences() {
    assertThat(DemoCommand.finding(List.of())).isEmpty();
  }
}
