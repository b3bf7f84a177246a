package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperComparison;
import org.convexityprobe.report.PaperValue;
import org.junit.jupiter.api.Test;

/** Whole tables against the printed ones. */
class TableFitTest {
  /**
   * A cell whose difference is z standard errors, with so many degrees of freedom as to be normal.
   */
  private static LengthCell cell(int depth, int epoch, double z) {
    GroupedMean length = GroupedMean.of(List.of(new Estimate(0.7 + 0.05 * z, 0.03, 0.6, 0.8, 25)));
    PaperValue printed = new PaperValue("001 Table 2", 0.7, 0.04, true);
    return new LengthCell(
        new NetworkLabel(true, depth, 1, epoch),
        List.of(),
        length,
        length,
        new PaperComparison(printed, 0.05 * z, 0.05, 1e9));
  }

  private static double correlated(NetworkLabel a, NetworkLabel b, double correlation) {
    return a.depth().equals(b.depth()) ? correlation : 0;
  }

  @Test
  void independentCellsHaveTheTextbookProbability() {
    TableFit fit =
        TableFit.of(
            List.of(cell(32, 100, 0.9), cell(44, 100, -1.9), cell(56, 100, 0.5)), (a, b) -> 0.0);

    assertThat(fit.sum()).isCloseTo(4.67, within(1e-6));
    // scipy.stats.chi2.sf(4.67, 3)
    assertThat(fit.probability()).isCloseTo(0.19761874, within(1e-6));
    assertThat(fit.words())
        .contains("2, 3, 3 cells within 1, 2, 3 standard errors (expected 2.0, 2.9, 3.0)")
        .contains("furthest -1.9 (depth 44, k = 1, epoch 100)");
  }

  @Test
  void aPerfectReproductionPassesAsOftenAsItShould() {
    Random random = new Random(11);
    int failed = 0;
    int failedAsIfIndependent = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      List<LengthCell> cells = new ArrayList<>();
      for (int depth = 20; depth <= 68; depth += 6) {
        double network = random.nextGaussian();
        for (int epoch = 100; epoch <= 300; epoch += 100) {
          double own = random.nextGaussian();
          cells.add(cell(depth, epoch, Math.sqrt(0.7) * network + Math.sqrt(0.3) * own));
        }
      }
      failed += TableFit.of(cells, (a, b) -> correlated(a, b, 0.7)).probability() < 0.05 ? 1 : 0;
      failedAsIfIndependent += TableFit.of(cells, (a, b) -> 0.0).probability() < 0.05 ? 1 : 0;
    }
    // 100 expected, with a standard deviation of 10; two moments are matched, not the whole law.
    assertThat(failed).isBetween(60, 140);
    assertThat(failedAsIfIndependent).isGreaterThan(200);
  }

  /** A whole line, where the papers print 0.15: tails so small have no digits in 2p − 1. */
  @Test
  void aCellThatIsFarAwayHasAProbabilityOfZero() {
    PaperValue printed = new PaperValue("003 Table 5", 0.15, 0.027, true);
    for (double degrees : new double[] {24.5, 1e9}) {
      PaperComparison far = new PaperComparison(printed, 0.85, 0.027, degrees);
      LengthCell usual = cell(20, 0, 0);
      LengthCell cell =
          new LengthCell(usual.label(), List.of(), usual.length(), usual.length(), far);
      TableFit fit = TableFit.of(List.of(cell, cell(32, 100, 0.5)), (a, b) -> 0.0);

      assertThat(fit.sum()).isFinite().isGreaterThan(60);
      assertThat(fit.probability()).isLessThan(1e-12);
      assertThat(fit.words()).contains("(depth 20, k = 1, epoch 0)");
    }
    // By the law of many degrees of freedom the score is the difference in standard errors.
    for (double z : new double[] {6.9, 7.1, 8, 30}) {
      assertThat(cell(20, 0, -z).paper().normalScore()).isCloseTo(-z, within(0.005));
    }
  }

  @Test
  void cellsThatAreOneInBothTablesTellNothingOfTheErrors() {
    GroupedMean one = GroupedMean.of(List.of(new Estimate(1, 0, 1, 1, 25)));
    LengthCell same =
        new LengthCell(
            new NetworkLabel(true, 32, 1, 0),
            List.of(),
            one,
            one,
            new PaperComparison(new PaperValue("001 Table 2", 1, 0, true), 0, 0.003, 1e9));
    TableFit fit = TableFit.of(List.of(same, cell(32, 100, 3.5)), (a, b) -> 0.0);

    assertThat(fit.same()).isEqualTo(1);
    assertThat(fit.cells()).hasSize(1);
    assertThat(fit.probability()).isLessThan(0.001);
    assertThat(fit.words()).contains("1 more cells are equal in both, without spread");
  }
}
