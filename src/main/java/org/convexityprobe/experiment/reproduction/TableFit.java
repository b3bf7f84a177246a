package org.convexityprobe.experiment.reproduction;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.NetworkLabel;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How well a whole table fits the printed one. The differences, each as a deviation z of the
 * standard normal law, have Σz² near their number where both tables are of the same thing. Cells of
 * one network at several epochs are correlated: Σz² is compared with c·χ² of ν degrees of freedom,
 * where c and ν give it its mean n and variance 2Σρ² (Satterthwaite 1946; Brown, <i>Biometrics</i>
 * 31, 1975).
 *
 * @param cells the cells that were compared
 * @param same cells that are equal in both tables and do not vary in either: they tell nothing of
 *     the errors
 * @param sum Σz²
 * @param probability of such a sum or a larger one where both tables are of the same thing
 */
record TableFit(List<LengthCell> cells, int same, double sum, double probability) {
  /** Half of a unit in the last of two printed decimals. */
  private static final double ROUNDING = 0.005;

  /**
   * Compares cells with the values printed for them.
   *
   * @param printed cells with a printed value and a known error
   * @param correlation of the lengths in two cells of one network
   */
  static TableFit of(
      List<LengthCell> printed, ToDoubleBiFunction<NetworkLabel, NetworkLabel> correlation) {
    List<LengthCell> cells = printed.stream().filter(cell -> !isSame(cell)).toList();
    double sum = cells.stream().mapToDouble(cell -> square(cell.paper().normalScore())).sum();
    double squares = 0;
    for (LengthCell a : cells) {
      for (LengthCell b : cells) {
        squares += a.equals(b) ? 1 : square(correlation.applyAsDouble(a.label(), b.label()));
      }
    }
    int n = cells.size();
    double scale = n == 0 ? 1 : squares / n;
    double probability = n == 0 ? 1 : probability(sum / scale, n / scale);
    return new TableFit(cells, printed.size() - n, sum, probability);
  }

  /** Returns the probability of a larger sum; 0 for one that is infinite, as without an error. */
  private static double probability(double sum, double degrees) {
    return Double.isFinite(sum)
        ? 1 - new ChiSquaredDistribution(degrees).cumulativeProbability(sum)
        : 0;
  }

  private static boolean isSame(LengthCell cell) {
    return cell.length().standardError() == 0
        && cell.paper().value().standardError() == 0
        && Math.abs(cell.paper().difference()) <= ROUNDING;
  }

  private static double square(double value) {
    return value * value;
  }

  private long within(int deviations) {
    return cells.stream()
        .filter(cell -> Math.abs(cell.paper().normalScore()) <= deviations)
        .count();
  }

  private double expected(int deviations) {
    NormalDistribution normal = new NormalDistribution();
    return cells.size() * (1 - 2 * normal.cumulativeProbability(-deviations));
  }

  /** Returns the sum, the counts beside those expected, and the furthest cell. */
  String words() {
    String rest =
        same == 0 ? "" : "; %d more cells are equal in both, without spread".formatted(same);
    if (cells.isEmpty()) {
      return "no cell varies" + rest;
    }
    LengthCell furthest =
        cells.stream()
            .max(Comparator.comparingDouble(cell -> Math.abs(cell.paper().normalScore())))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "Σz² %.1f over %d cells, p = %.3f; %d, %d, %d cells within 1, 2, 3 standard errors"
            + " (expected %.1f, %.1f, %.1f); furthest %+.1f (depth %d, k = %d, epoch %d)%s",
        sum,
        cells.size(),
        probability,
        within(1),
        within(2),
        within(3),
        expected(1),
        expected(2),
        expected(3),
        furthest.paper().normalScore(),
        furthest.label().depth(),
        furthest.label().width(),
        furthest.label().epoch(),
        rest);
  }
}
