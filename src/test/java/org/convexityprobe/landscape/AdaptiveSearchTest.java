package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.convexityprobe.landscape.AdaptiveEvidence.Decision;
import org.convexityprobe.landscape.NoiseEstimate.Outcome;
import org.junit.jupiter.api.Test;

class AdaptiveSearchTest {
  /** Five points have three triples of neighbours, and a wide one around them. */
  private static final ScanGrid GRID = new ScanGrid(1, 5);

  private static final AdaptiveSettings SETTINGS = new AdaptiveSettings(0.05, 100, 1.5, 100, 1);
  private static final int MEMBERS = 2000;

  /**
   * Prepares a search whose second differences all have a threshold of 1.
   *
   * @param difference D of neighbouring points, over all members
   * @param spread of each member's own errors, which add up to 0
   */
  private static AdaptiveSearch search(double difference, double spread, int line) {
    double[][] errors = new double[GRID.points()][MEMBERS];
    for (int point = 0; point < errors.length; point++) {
      Random random = new Random(point);
      for (int member = 0; member < MEMBERS; member += 2) {
        errors[point][member] = spread * (2 * random.nextDouble() - 1);
        errors[point][member + 1] = -errors[point][member];
      }
    }
    TestPopulation population =
        new TestPopulation(
            MEMBERS,
            (lambda, member) -> {
              int steps = (int) Math.rint(lambda / GRID.spacing());
              return difference / 2 * steps * steps + errors[steps + GRID.centre()][member];
            });
    GrowingSample sample =
        new GrowingSample(population, GRID, SETTINGS.seed(), line, ScanListener.NONE);
    for (int point = 0; point < GRID.points(); point++) {
      sample.grow(point, SETTINGS.outline());
    }
    LineNoise noise =
        LineNoise.measured(
            0,
            GRID.centre(),
            GRID.points() - 1,
            point ->
                new NoiseEstimate(GRID.lambda(point), 1 / Math.sqrt(6), 1e-6, Outcome.DETECTED));
    return new AdaptiveSearch(
        sample,
        GRID,
        new SampleSchedule(SETTINGS, MEMBERS),
        SETTINGS.errorProbability(),
        new Thresholds(GRID, sample::mean, noise, 1));
  }

  /**
   * Neighbouring points have D of −0.27 and the wide triple four times that, −1.08: concave beyond
   * the threshold. 100 members, which show that neighbours are not, estimate it with an error of
   * 0.57 √(6 / 3 / 100) = 0.08: above −1 on one line of six.
   */
  @Test
  void estimatesOfNarrowTriplesDoNotDecideAWiderOne() {
    for (int line = 0; line < 40; line++) {
      int[] ends = search(-0.27, 0.57, line).run().longest();
      assertThat(ends[1] - ends[0]).as("line %d", line).isEqualTo(3);
    }
  }

  @Test
  void boundsOfNarrowTriplesDoWhereTheyReach() {
    AdaptiveSearch search = search(0, 0.05, 0);

    assertThat(search.run().longest()).containsExactly(0, 4);
    assertThat(search.decisions()).hasSize(3).extracting(Decision::level).containsOnly(0);
  }
}
