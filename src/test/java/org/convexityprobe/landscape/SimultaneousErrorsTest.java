package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimultaneousErrorsTest {
  /**
   * The second differences of parabolas are one number at all triples, so that a bootstrap of the
   * largest deviation needs the 2 errors of a single interval. It does not go below Student's
   * quantile by Bonferroni: of four triples and 98 degrees of freedom.
   */
  @Test
  void criticalValuesAreNotBelowBonferronisHoweverAlikeTheTriplesAre() {
    double[] curvatures = new Random(1).doubles(100).toArray();
    double[][] samples =
        IntStream.rangeClosed(-2, 2)
            .mapToObj(step -> IntStream.range(0, 100).mapToDouble(i -> curvatures[i] * step * step))
            .map(terms -> terms.toArray())
            .toArray(double[][]::new);
    int[] strata = IntStream.range(0, 100).map(i -> i % 2).toArray();
    SampleDesign design = SampleDesign.stratified(strata, new long[] {5000, 5000});
    LineSampling sampling = SimultaneousErrors.of(samples, design, 0.95, 1);

    // scipy.stats.t.ppf(1 - 0.025 / 4, 98); Hipparchus inverts it to about 1e-9.
    assertThat(sampling.below()).isCloseTo(2.5446438, within(1e-6));
    assertThat(sampling.above()).isCloseTo(2.5446438, within(1e-6));
  }
}
