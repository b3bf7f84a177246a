package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Means of lengths over lines, and their errors. */
class LengthSummaryTest {
  private final LineScanner scanner = new LineScanner(ScanSettings.DEFAULT);

  /** −cos(aλ) with a random a: lengths that vary from line to line. */
  private List<LineScan> scans(int lines, double shift) {
    Random random = new Random(2);
    return IntStream.range(0, lines)
        .mapToObj(
            line -> {
              double a = 4 + 3 * random.nextDouble() + shift;
              return scanner.scan(line, lambda -> -Math.cos(a * lambda));
            })
        .toList();
  }

  @Test
  void aSingleValueIsToldWithoutAnError() {
    assertThat(Bootstrap.DEFAULT.mean(new double[] {0.25}).inWords()).isEqualTo("0.250");
    assertThat(Bootstrap.DEFAULT.mean(new double[] {1, 2, 3, 4}).inWords())
        .isEqualTo("2.500 ± 0.645");
  }

  @Test
  void meanAndStandardErrorAreTheTextbookOnes() {
    Estimate estimate = Bootstrap.DEFAULT.mean(new double[] {1, 2, 3, 4});

    assertThat(estimate.mean()).isEqualTo(2.5);
    // Variance 5/3, over 4 values.
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(5.0 / 12), within(1e-15));
    assertThat(estimate.count()).isEqualTo(4);
  }

  @Test
  void bootstrapIntervalIsAboutTwoStandardErrorsEachWay() {
    Random random = new Random(1);
    double[] values = random.doubles(400).toArray();
    Estimate estimate = Bootstrap.DEFAULT.mean(values);

    // ±1.96 SE for a near-normal mean; percentiles of 10,000 resamples are good to a few percent.
    assertThat((estimate.upper() - estimate.mean()) / estimate.standardError())
        .isCloseTo(1.96, within(0.12));
    assertThat((estimate.mean() - estimate.lower()) / estimate.standardError())
        .isCloseTo(1.96, within(0.12));
    assertThat(Bootstrap.DEFAULT.mean(values)).isEqualTo(estimate);
  }

  @Test
  void aSingleValueHasNoStandardError() {
    Estimate estimate = Bootstrap.DEFAULT.mean(new double[] {0.7});

    assertThat(estimate.standardError()).isNaN();
    assertThat(estimate.lower()).isEqualTo(0.7);
    assertThatThrownBy(() -> Bootstrap.DEFAULT.mean(new double[0]))
        .hasMessageContaining("no values");
  }

  @Test
  void summaryDoesNotDependOnTheOrderOfLines() {
    List<LineScan> lines = new ArrayList<>(scans(25, 0));
    LengthSummary summary = LengthSummary.of(lines, Bootstrap.DEFAULT);
    Collections.reverse(lines);

    assertThat(LengthSummary.of(lines, Bootstrap.DEFAULT)).isEqualTo(summary);
    assertThat(summary.points()).isEqualTo(25 * 49);
    assertThat(summary.length().mean()).isGreaterThanOrEqualTo(summary.lengthLow().mean());
  }

  @Test
  void aLineCountsOnce() {
    List<LineScan> lines = scans(1, 0);

    assertThatThrownBy(
            () -> LengthSummary.of(List.of(lines.get(0), lines.get(0)), Bootstrap.DEFAULT))
        .hasMessageContaining("line 0 appears twice");
  }

  @Test
  void differenceToAReferenceCountsBothErrors() {
    Estimate estimate = new Estimate(0.8, 0.03, 0, 0, 25);

    assertThat(estimate.standardErrorsFrom(0.6, 0.04)).isCloseTo(4, within(1e-12));
    assertThat(estimate.standardErrorsFrom(0.86)).isCloseTo(-2, within(1e-12));
    assertThat(new Estimate(1, 0, 1, 1, 25).standardErrorsFrom(1, 0)).isZero();
    assertThat(new Estimate(1, 0, 1, 1, 25).standardErrorsFrom(0.9, 0)).isInfinite();
  }
}
