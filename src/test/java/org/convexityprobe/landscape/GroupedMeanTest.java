package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Means over groups by random effects. */
class GroupedMeanTest {
  private static GroupedMean of(double[]... groups) {
    return GroupedMean.of(Arrays.stream(groups).map(GroupedMeanTest::estimate).toList());
  }

  private static Estimate estimate(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    int n = values.length;
    return new Estimate(mean, Math.sqrt(squares / (n - 1) / n), mean - 1, mean + 1, n);
  }

  @Test
  void componentsOfTheDyestuffDataAreThoseInPrint() {
    // Davies, Statistical Methods in Research and Production, 1947, Table 6.1. R's lme4 prints for
    // it: mean 1527.5 with the error 19.38, deviations 42.00 of batches and 49.51 within.
    GroupedMean yield =
        of(
            new double[] {1545, 1440, 1440, 1520, 1580},
            new double[] {1540, 1555, 1490, 1560, 1495},
            new double[] {1595, 1550, 1605, 1510, 1560},
            new double[] {1445, 1440, 1595, 1465, 1545},
            new double[] {1595, 1630, 1515, 1635, 1625},
            new double[] {1520, 1455, 1450, 1480, 1445});

    assertThat(yield.mean()).isCloseTo(1527.5, within(1e-9));
    assertThat(yield.standardError()).isCloseTo(19.3834, within(1e-4));
    assertThat(yield.deviationBetween()).isCloseTo(42.0006, within(1e-4));
    assertThat(yield.deviationWithin()).isCloseTo(49.5101, within(1e-4));
    assertThat(yield.groups()).isEqualTo(6);
    assertThat(yield.count()).isEqualTo(30);
    // Student's t with 5 degrees of freedom: 2.5706.
    assertThat(yield.upper() - yield.mean()).isCloseTo(2.5706 * 19.3834, within(1e-2));
  }

  @Test
  void groupsThatDifferLessThanChanceHaveTheErrorOfIndependentValues() {
    GroupedMean mean = of(new double[] {1, 3, 5}, new double[] {1.5, 3, 4.5});

    assertThat(mean.deviationBetween()).isZero();
    // Variances within: 4 and 2.25, pooled 3.125, over six values.
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(3.125 / 6), within(1e-12));
    assertThat(mean.degreesOfFreedom()).isEqualTo(1);
  }

  @Test
  void oneGroupIsItsOwnEstimate() {
    Estimate only = estimate(0.2, 0.4, 0.9);
    GroupedMean mean = GroupedMean.of(List.of(only));

    assertThat(mean.mean()).isEqualTo(only.mean());
    assertThat(mean.standardError()).isEqualTo(only.standardError());
    assertThat(mean.lower()).isEqualTo(only.lower());
    assertThat(mean.deviationBetween()).isNaN();
    assertThat(mean.degreesOfFreedom()).isEqualTo(2);
    assertThatThrownBy(() -> GroupedMean.of(List.of())).hasMessageContaining("no groups");
  }

  @Test
  void groupsOfOneValueAreASample() {
    GroupedMean mean =
        GroupedMean.of(
            List.of(
                new Estimate(1, Double.NaN, 1, 1, 1),
                new Estimate(2, Double.NaN, 2, 2, 1),
                new Estimate(4, Double.NaN, 4, 4, 1)));

    // The textbook error of 1, 2, 4: variance 7/3 over three values.
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(7.0 / 9), within(1e-12));
    assertThat(mean.deviationWithin()).isNaN();
  }

  @Test
  void valuesThatDoNotVaryHaveNoError() {
    GroupedMean mean = of(new double[] {1, 1}, new double[] {1, 1, 1});

    assertThat(mean.mean()).isEqualTo(1);
    assertThat(mean.standardError()).isZero();
    assertThat(mean.lower()).isEqualTo(1);
  }

  @Test
  void intervalsCoverTheMeanOfAllNetworksAndThoseOverLinesAloneDoNot() {
    Random random = new Random(5);
    int covered = 0;
    int coveredByLines = 0;
    int trials = 1000;
    for (int trial = 0; trial < trials; trial++) {
      List<Estimate> groups = new ArrayList<>();
      double[] all = new double[60];
      for (int group = 0; group < 3; group++) {
        double effect = 0.1 * random.nextGaussian();
        double[] values = new double[20];
        for (int i = 0; i < values.length; i++) {
          values[i] = effect + 0.15 * random.nextGaussian();
          all[20 * group + i] = values[i];
        }
        groups.add(estimate(values));
      }
      GroupedMean mean = GroupedMean.of(groups);
      covered += mean.lower() <= 0 && 0 <= mean.upper() ? 1 : 0;
      Estimate lines = estimate(all);
      coveredByLines += Math.abs(lines.mean()) <= 2 * lines.standardError() ? 1 : 0;
    }
    // Nominally 950, and 7 is a standard deviation; at least, since degrees of freedom are
    // cautious.
    assertThat(covered).isGreaterThan(925);
    // Var = 0.01/3 + 0.0225/60 = 0.0037, the naive 0.0325/60 = 0.00054: ± 0.76 σ, which is 55 %.
    assertThat(coveredByLines).isBetween(480, 620);
  }
}
