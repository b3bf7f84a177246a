package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the sampling error of a subset does to verdicts. */
class SamplingErrorTest {
  /** n parabolas of curvature N(mean, deviation²). */
  private static SampledLineFunction parabolas(int n, double mean, double deviation) {
    Random random = new Random(5);
    double[] curvatures = new double[n];
    java.util.Arrays.setAll(curvatures, i -> mean + deviation * random.nextGaussian());
    return lambda -> {
      double[] terms = new double[n];
      java.util.Arrays.setAll(terms, i -> curvatures[i] / 2 * lambda * lambda);
      return terms;
    };
  }

  private static LineScan scan(SampledLineFunction function, SamplingError error) {
    return new LineScanner(ScanSettings.DEFAULT.withSamplingError(error)).scan(0, function);
  }

  @Test
  void curvatureWithinTheSamplingErrorIsUndecided() {
    // SE of the mean curvature is 10/√400 = 0.5, so a curvature of 0.3 is not told from none.
    SampledLineFunction subset = parabolas(400, 0.3, 10);

    assertThat(scan(subset, SamplingError.ofSubset(1_000_000)).verdicts())
        .containsOnly(Verdict.UNDECIDED);
    assertThat(scan(subset, SamplingError.NONE).verdicts()).doesNotContain(Verdict.UNDECIDED);
  }

  @Test
  void curvatureBeyondTheSamplingErrorIsDecided() {
    assertThat(scan(parabolas(400, 5, 10), SamplingError.ofSubset(1_000_000)).verdicts())
        .containsOnly(Verdict.CONVEX);
  }

  @Test
  void standardErrorIsThatOfTheSecondDifferences() {
    double h = ScanSettings.DEFAULT.grid().spacing();
    LineScan scan = scan(parabolas(10_000, 1, 2), new SamplingError(2, 1_000_000, false));

    // D = curvature h², so SE(D) = 2 h²/√10,000; the SD of 10,000 normal draws is known to 1 %.
    assertThat(scan.samplingErrors().get(7))
        .isCloseTo(2 * h * h / 100, within(0.05 * 2 * h * h / 100));
  }

  @Test
  void judgingAgainIsAsScanningWithThatThreshold() {
    SampledLineFunction subset = parabolas(400, 0.3, 10);
    LineScan scan = scan(subset, SamplingError.ofSubset(1_000_000));

    assertThat(scan.judgedAgain(ScanSettings.DEFAULT.z(), 2)).isEqualTo(scan);
    LineScan whole = scan(subset, SamplingError.NONE);
    LineScan again = scan.judgedAgain(ScanSettings.DEFAULT.z(), 0);
    assertThat(again.thresholds()).isEqualTo(whole.thresholds());
    assertThat(again.verdicts()).isEqualTo(whole.verdicts());
    assertThat(again.run()).isEqualTo(whole.run());
    assertThatThrownBy(() -> whole.judgedAgain(4, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no sampling errors");
  }

  @Test
  void theLengthOfTheSamplesStandsBesideThatOfThePopulation() {
    // Too little negative curvature to be told from none in the population, but not in the samples.
    SampledLineFunction subset = parabolas(400, -0.3, -10);
    LengthSummary summary =
        LengthSummary.of(
            List.of(scan(subset, SamplingError.ofSubset(1_000_000))), 4, Bootstrap.DEFAULT);

    assertThat(summary.length().mean()).isEqualTo(1);
    assertThat(summary.lengthOfSamples().mean()).isZero();
    assertThat(
            LengthSummary.of(List.of(scan(subset, SamplingError.NONE)), 4, Bootstrap.DEFAULT)
                .lengthOfSamples())
        .isNull();
  }

  @Test
  void aSampleThatIsThePopulationHasNoSamplingError() {
    SampledLineFunction all = parabolas(400, 0.3, 10);
    LineScan scan = scan(all, SamplingError.ofSubset(400));

    assertThat(scan.samplingErrors()).isEmpty();
    assertThat(scan.verdicts()).isEqualTo(scan(all, SamplingError.NONE).verdicts());
  }

  @Test
  void finitePopulationCorrectionShrinksTheError() {
    SamplingError corrected = new SamplingError(2, 800, true);

    // Half of the population: a factor √(1 − 1/2).
    assertThat(corrected.standardError(1, 400)).isCloseTo(Math.sqrt(0.5) / 20, within(1e-15));
    assertThat(new SamplingError(2, 800, false).standardError(1, 400))
        .isCloseTo(1 / 20.0, within(1e-15));
  }

  @Test
  void oneSampleDecidesNothing() {
    assertThat(scan(parabolas(1, 5, 0), SamplingError.ofSubset(100)).verdicts())
        .containsOnly(Verdict.UNDECIDED);
  }
}
