package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Critical values against those that are known. */
class StudentizedBootstrapTest {
  @Test
  void oneMeanOfManyNormalSamplesHasTheNormalQuantile() {
    StudentizedBootstrap bootstrap =
        new StudentizedBootstrap(SampleDesign.simple(2000, 100_000), 1);
    bootstrap.add(normal(new Random(1), 2000));

    // 1.960; the 975th of 999 sorted values has a standard error of √(0.975 · 0.025 / 999) / f,
    // with
    // the density f = 0.0584 there: 0.085.
    assertThat(bootstrap.above(0.025)).isCloseTo(1.96, within(3 * 0.085));
    assertThat(bootstrap.below(0.025)).isCloseTo(1.96, within(3 * 0.085));
  }

  @Test
  void manyIndependentMeansHaveTheQuantileOfTheirLargest() {
    StudentizedBootstrap bootstrap =
        new StudentizedBootstrap(SampleDesign.simple(1000, 100_000), 1);
    Random random = new Random(2);
    for (int mean = 0; mean < 50; mean++) {
      bootstrap.add(normal(random, 1000));
    }

    // (1 − p)^50 = 0.975 for the tail p = 5.06e-4 of one: 3.286. The density of the largest of 50
    // is
    // 50 · 0.0018 · 0.975 = 0.088 there, and the standard error √(0.975 · 0.025 / 999) / 0.088 =
    // 0.056.
    assertThat(bootstrap.above(0.025)).isCloseTo(3.286, within(3 * 0.056 + 0.05));
  }

  @Test
  void theSameMeanTwiceCountsOnce() {
    StudentizedBootstrap once = new StudentizedBootstrap(SampleDesign.simple(300, 9000), 1);
    StudentizedBootstrap twice = new StudentizedBootstrap(SampleDesign.simple(300, 9000), 1);
    double[] terms = normal(new Random(1), 300);
    once.add(terms);
    twice.add(terms);
    twice.add(Arrays.stream(terms).map(term -> 5 - 4 * term).toArray());

    // The second is the first upside down: its largest is the first one's smallest.
    assertThat(twice.above(0.025)).isEqualTo(twice.below(0.025), within(1e-9));
    assertThat(twice.above(0.05)).isGreaterThanOrEqualTo(once.above(0.05));
  }

  @Test
  void aFewLargeSamplesLetTheTruthLieFurtherAbove() {
    double[] skewed = Arrays.stream(normal(new Random(3), 400)).map(x -> Math.exp(2 * x)).toArray();
    StudentizedBootstrap bootstrap = new StudentizedBootstrap(SampleDesign.simple(400, 9000), 1);
    bootstrap.add(skewed);

    assertThat(bootstrap.above(0.025)).isGreaterThan(3);
    assertThat(bootstrap.below(0.025)).isLessThan(2);
  }

  @Test
  void strataThatAreSampledWholeDoNotVary() {
    int[] strata = {0, 0, 0, 1, 1, 1, 1, 1};
    double[] terms = {1e6, 0, -7e6, 1, 2, 3, 4, 5};
    StudentizedBootstrap both =
        new StudentizedBootstrap(SampleDesign.stratified(strata, new long[] {3, 50}), 1);
    both.add(terms);
    double[] others = {3, 1, 4, 1, 2, 3, 4, 5};
    StudentizedBootstrap same =
        new StudentizedBootstrap(SampleDesign.stratified(strata, new long[] {3, 50}), 1);
    same.add(others);

    assertThat(both.above(0.025)).isEqualTo(same.above(0.025));
  }

  @Test
  void whatNeverVariesNeedsNoErrors() {
    StudentizedBootstrap bootstrap = new StudentizedBootstrap(SampleDesign.simple(5, 9), 1);

    assertThat(bootstrap.above(0.025)).isZero();
    assertThat(bootstrap.above(1e-4)).as("too few resamples to tell").isInfinite();
  }

  private static double[] normal(Random random, int count) {
    return random.doubles(count).map(any -> random.nextGaussian()).toArray();
  }
}
