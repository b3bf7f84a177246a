package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.junit.jupiter.api.Test;

class TrajectoryMeanTest {
  /** Sums of a few numbers below 10. */
  private static final double ROUNDING = 1e-12;

  /** A path on which the cosine is a straight line over the share of the training. */
  private static Path path(int iterations, int every, double slope) {
    List<TrajectoryPoint> points =
        IntStream.iterate(0, at -> at < iterations, at -> at + every)
            .mapToObj(
                at ->
                    new TrajectoryPoint(
                        at,
                        1,
                        1 + slope * at / iterations,
                        0,
                        new ConvexityMeasures(0, 0, 0, 0, 0, 0, 0, 0)))
            .toList();
    return new Path(0, iterations, points);
  }

  @Test
  void pathsOfDifferentLengthsAreComparedAtEqualShares() {
    List<TrajectoryMean> means =
        TrajectoryMean.of(
            List.of(path(119, 9, 3), path(80, 6, 3), path(1000, 83, 3)),
            TrajectoryPoint::cosine,
            0.95);
    assertThat(means.get(0).share()).isZero();
    for (TrajectoryMean mean : means) {
      assertThat(mean.mean()).isEqualTo(1 + 3 * mean.share(), offset(ROUNDING));
      // All paths agree at each share: nothing is left of the interval but rounding.
      assertThat(mean.upper() - mean.lower()).isEqualTo(0, offset(1e-6));
    }
  }

  @Test
  void meansReachTheLastShareThatEveryPathWasMeasuredAt() {
    List<TrajectoryMean> means =
        TrajectoryMean.of(List.of(path(10, 5, 1), path(10, 1, 1)), TrajectoryPoint::cosine, 0.95);
    assertThat(means).hasSize(10);
    assertThat(means.get(9).share()).isEqualTo(0.5, offset(ROUNDING));
  }

  @Test
  void intervalIsStudentsOverPaths() {
    List<TrajectoryMean> means =
        TrajectoryMean.of(
            List.of(path(10, 5, 0), path(10, 5, 2), path(10, 5, 4)), TrajectoryPoint::cosine, 0.95);
    TrajectoryMean half = means.get(1);
    // Values 1, 2, 3: deviation 1, t of two degrees at 97.5 % 4.302653.
    assertThat(half.mean()).isEqualTo(2, offset(ROUNDING));
    assertThat(half.upper() - half.mean()).isEqualTo(4.302653 / Math.sqrt(3), offset(1e-5));
  }

  @Test
  void onePathHasNoInterval() {
    List<TrajectoryMean> means =
        TrajectoryMean.of(List.of(path(7, 2, 1)), TrajectoryPoint::cosine, 0.95);
    assertThat(means)
        .allMatch(mean -> Double.isFinite(mean.mean()))
        .allMatch(mean -> Double.isNaN(mean.lower()) && Double.isNaN(mean.upper()));
  }
}
