package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.util.Combinations;
import org.junit.jupiter.api.Test;

/** Estimates from samples against all samples that could have been drawn. */
class SampleDesignTest {
  private static final double[] FIRST = {3, -1, 4, 10};
  private static final double[] SECOND = {0, 0, 7, 1, 0.5, -20};

  @Test
  void meanAndSquaredErrorAreUnbiasedOverAllSamplesThatCouldBeDrawn() {
    double population = (IntStream.range(0, 4).mapToDouble(i -> FIRST[i]).sum() - 11.5) / 10;
    SampleDesign design =
        SampleDesign.stratified(
            new int[] {0, 0, 1, 1, 1}, new long[] {FIRST.length, SECOND.length});
    List<Double> means = new ArrayList<>();
    double squaredErrors = 0;
    for (int[] two : subsets(FIRST.length, 2)) {
      for (int[] three : subsets(SECOND.length, 3)) {
        double[] terms = {
          FIRST[two[0]], FIRST[two[1]], SECOND[three[0]], SECOND[three[1]], SECOND[three[2]]
        };
        means.add(design.mean(terms));
        squaredErrors += Math.pow(design.standardError(terms), 2);
      }
    }
    double variance =
        means.stream().mapToDouble(m -> Math.pow(m - population, 2)).average().orElse(0);

    assertThat(means).hasSize(6 * 20);
    assertThat(means.stream().mapToDouble(m -> m).average().orElse(0))
        .isCloseTo(population, within(1e-13));
    assertThat(squaredErrors / means.size()).isCloseTo(variance, within(1e-12 * variance));
  }

  private static Iterable<int[]> subsets(int of, int size) {
    return new Combinations(of, size);
  }

  @Test
  void aPopulationSampledWholeHasNoError() {
    SampleDesign design = SampleDesign.stratified(new int[] {0, 1, 1}, new long[] {1, 2});

    assertThat(design.isWhole()).isTrue();
    assertThat(design.standardError(new double[] {1, 2, 30})).isZero();
    assertThat(design.mean(new double[] {1, 2, 30})).isCloseTo(11, within(1e-14));
  }

  @Test
  void strataWithASingleSampleArePooled() {
    SampleDesign design = SampleDesign.stratified(new int[] {0, 1, 1}, new long[] {10, 20});

    // A variance of 1 over three of thirty.
    assertThat(design.standardError(new double[] {1, 2, 3}))
        .isCloseTo(Math.sqrt(0.9 / 3), within(1e-15));
    assertThat(
            SampleDesign.stratified(new int[] {0, 0}, new long[] {10, 20})
                .mean(new double[] {1, 3}))
        .isEqualTo(2);
  }

  @Test
  void aSingleSampleLeavesTheErrorOpen() {
    assertThat(SampleDesign.simple(1, 5).standardError(new double[] {3})).isInfinite();
  }

  @Test
  void moreSamplesThanThereAreAreRefused() {
    assertThatThrownBy(() -> SampleDesign.simple(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 samples of a stratum of 2");
    assertThatThrownBy(() -> SampleDesign.simple(0, 2)).hasMessageContaining("no samples");
  }
}
