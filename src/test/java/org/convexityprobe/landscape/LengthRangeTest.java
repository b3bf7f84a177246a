package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a random part of a population says about the length for all of it. */
class LengthRangeTest {
  private static final double CELL = ScanSettings.DEFAULT.grid().spacing();

  /** n parabolas of curvature N(mean, deviation²). */
  private static SampledLineFunction parabolas(int n, double mean, double deviation) {
    Random random = new Random(5);
    double[] curvatures = new double[n];
    Arrays.setAll(curvatures, i -> mean + deviation * random.nextGaussian());
    return lambda -> {
      double[] terms = new double[n];
      Arrays.setAll(terms, i -> curvatures[i] / 2 * lambda * lambda);
      return terms;
    };
  }

  private static LineScan scan(SampledLineFunction function, SampleDesign design) {
    return new LineScanner(ScanSettings.DEFAULT, design).scan(0, function);
  }

  @Test
  void curvatureWithinTheSamplingErrorLeavesTheRangeOpen() {
    // SE of the mean curvature is 10/√400 = 0.5, so a curvature of 0.3 is not told from none.
    LineScan scan = scan(parabolas(400, 0.3, 10), SampleDesign.simple(400, 1_000_000));

    assertThat(scan.length()).isEqualTo(1);
    assertThat(scan.lengthLow()).as("of these samples there is no doubt").isEqualTo(1);
    assertThat(scan.range()).isEqualTo(new LengthRange(CELL, 1));
  }

  @Test
  void curvatureFarBeyondTheSamplingErrorIsCertainForThePopulation() {
    SampleDesign design = SampleDesign.simple(400, 1_000_000);

    assertThat(scan(parabolas(400, 5, 10), design).range()).isEqualTo(new LengthRange(1, 1));
    assertThat(scan(parabolas(400, -5, 10), design).range()).isEqualTo(new LengthRange(CELL, CELL));
  }

  @Test
  void standardErrorsAreThoseOfTheSecondDifferencesAtEverySpacing() {
    LineScan scan = scan(parabolas(10_000, 1, 2), SampleDesign.simple(10_000, 1_000_000_000));

    for (int level = 0; level < 5; level++) {
      double spacing = CELL * (1 << level);
      // D = curvature s², so SE(D) = 2 s²/√10,000; the SD of 10,000 normal draws is known to 1 %.
      double expected = 2 * spacing * spacing / 100;
      assertThat(scan.sampling().standardErrors().get(level))
          .hasSize(51 - (2 << level))
          .allSatisfy(error -> assertThat(error).isCloseTo(expected, within(0.05 * expected)));
    }
    assertThat(scan.sampling().standardErrors()).hasSize(5);
  }

  /** Of a part, nothing tells how noisy the mean over all of the population would be. */
  @Test
  void noiseThatIsNotKnownMayBeSmallInThePopulation() {
    // Finite at the last point, but not beside it, where the noise is measured.
    SampledLineFunction hills = parabolas(400, -5, 10);
    SampledLineFunction broken =
        lambda -> {
          double[] terms = hills.samplesAt(lambda);
          Arrays.setAll(terms, i -> lambda > 0.5 ? Double.NaN : terms[i]);
          return terms;
        };
    LineScan scan = scan(broken, SampleDesign.simple(400, 1_000_000));

    assertThat(scan.verdicts().subList(24, 49)).containsOnly(Verdict.UNDECIDED);
    assertThat(scan.length()).isEqualTo(0.5 + CELL);
    assertThat(scan.range()).isEqualTo(new LengthRange(CELL, 0.5 + CELL));
  }

  @Test
  void samplesThatAreThePopulationHaveNoRange() {
    LineScan scan = scan(parabolas(400, 0.3, 10), SampleDesign.simple(400, 400));

    assertThat(scan.populationRange()).isEmpty();
    assertThat(scan.sampling()).isNull();
    assertThat(scan)
        .isEqualTo(new LineScanner(ScanSettings.DEFAULT).scan(0, parabolas(400, 0.3, 10)));
  }

  @Test
  void theRangeClosesAsTheSamplesBecomeThePopulation() {
    // SE falls with √(1 − n/N): 400 of 401 leave a twentieth of it.
    LineScan almost = scan(parabolas(400, 0.3, 10), SampleDesign.simple(400, 401));

    assertThat(almost.range()).isEqualTo(new LengthRange(1, 1));
  }

  @Test
  void oneSampleSaysNothingOfThePopulation() {
    LineScan scan = scan(parabolas(1, 5, 0), SampleDesign.simple(1, 100));

    assertThat(scan.length()).isEqualTo(1);
    assertThat(scan.range()).isEqualTo(new LengthRange(CELL, 1));
  }

  @Test
  void theLengthOfTheSamplesIsWithinTheRangeWhereAllStrataAreSampledAtOneRate() {
    Random random = new Random(3);
    for (int seed = 0; seed < 30; seed++) {
      double[] steepness = random.doubles(60, 2, 9).toArray();
      SampledLineFunction waves =
          lambda -> Arrays.stream(steepness).map(a -> -Math.cos(a * lambda)).toArray();
      int[] strata = new int[60];
      Arrays.setAll(strata, i -> i % 3);
      LineScan scan = scan(waves, SampleDesign.stratified(strata, new long[] {200, 200, 200}));

      assertThat(scan.range().low()).isLessThanOrEqualTo(scan.length());
      assertThat(scan.range().high()).isGreaterThanOrEqualTo(scan.length());
      assertThat(scan.sampling().estimates().get(7)).isCloseTo(scan.values().get(7), within(1e-14));
    }
  }

  @Test
  void strataOfUnequalSizeAreWeightedByIt() {
    // Nine tenths of the population are bowls, half of the samples are.
    SampledLineFunction function =
        lambda ->
            new double[] {lambda * lambda, lambda * lambda, -lambda * lambda, -lambda * lambda};
    SampleDesign design = SampleDesign.stratified(new int[] {0, 0, 1, 1}, new long[] {900, 100});
    LineScan scan = scan(function, design);

    assertThat(scan.values().get(0)).isZero();
    assertThat(scan.sampling().estimates().get(0)).isCloseTo(0.8 * 0.25, within(1e-15));
    assertThat(scan.range()).isEqualTo(new LengthRange(1, 1));
  }

  @Test
  void judgingAgainGivesTheSameScan() {
    LineScan scan = scan(parabolas(400, 0.3, 10), SampleDesign.simple(400, 1_000_000));

    assertThat(Judging.again(scan, ScanSettings.DEFAULT.z())).isEqualTo(scan);
  }

  @Test
  void aFunctionThatKeepsItsSamplesToItselfIsRefused() {
    LineScanner scanner = new LineScanner(ScanSettings.DEFAULT, SampleDesign.simple(3, 9));

    assertThatThrownBy(() -> scanner.scan(0, lambda -> lambda))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not give the values of its samples");
  }

  @Test
  void theMeanRangeOverLinesHasErrors() {
    SampleDesign design = SampleDesign.simple(400, 1_000_000);
    List<LineScan> lines =
        List.of(
            new LineScanner(ScanSettings.DEFAULT, design).scan(0, parabolas(400, 0.3, 10)),
            new LineScanner(ScanSettings.DEFAULT, design).scan(1, parabolas(400, 5, 10)));
    LengthSummary.MeanRange range = LengthSummary.of(lines, Bootstrap.DEFAULT).range();

    assertThat(range.low().mean()).isCloseTo((CELL + 1) / 2, within(1e-15));
    assertThat(range.low().standardError()).isCloseTo((1 - CELL) / 2, within(1e-15));
    assertThat(range.high().mean()).isEqualTo(1);
    assertThat(range.population()).isEqualTo(1_000_000);
  }
}
