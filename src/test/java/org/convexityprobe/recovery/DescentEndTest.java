package org.convexityprobe.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What descents end at, and what tells critical points apart. */
class DescentEndTest {
  private static final double RECOVERED = 1e-3;

  private static PlantedInstance instance() {
    return PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 8, 2, 200, 0), 2);
  }

  private static DescentEnd end(PlantedInstance instance, Factor start) {
    return end(GradientDescent.DEFAULT, instance, start);
  }

  private static DescentEnd end(GradientDescent method, PlantedInstance instance, Factor start) {
    return DescentEnd.of(
        method, method.from(instance.loss(), start, 1), instance, instance.loss(), RECOVERED);
  }

  @Test
  void aDescentThatStartsAtASaddleEndsThere() {
    PlantedInstance instance = instance();

    assertThat(end(instance, Factor.zero(8, 2))).isEqualTo(DescentEnd.SADDLE);
  }

  @Test
  void aDescentFromARandomStartReachesThePlantedMatrix() {
    PlantedInstance instance = instance();

    assertThat(end(instance, instance.start(0, 1))).isEqualTo(DescentEnd.PLANTED);
  }

  @Test
  void aDescentBesideTheSpuriousMinimumEndsThereByEitherMethod() {
    PlantedInstance instance = SpuriousMinimum.instance(0.6);
    Factor start = SpuriousMinimum.point().plus(0.05, new Factor(2, 1, new double[] {1, -1}));

    assertThat(end(instance, start)).isEqualTo(DescentEnd.SPURIOUS);
    assertThat(end(new GradientDescent(1, 2000, 1e-8, 0.01), instance, start))
        .isEqualTo(DescentEnd.SPURIOUS);
  }

  /**
   * Where a row of U* is longer than the penalty allows, X* is no minimum of the penalized loss.
   */
  @Test
  void theMinimumThatAPenaltyMovesThePlantedMatrixToIsNotSpurious() {
    PlantedInstance instance = instance();
    FactorLoss penalized = new PenalizedLoss(instance.loss(), 10, 0.8 * longestRow(instance));
    GradientDescent method = GradientDescent.DEFAULT;

    for (int start = 0; start < 3; start++) {
      GradientDescent.Descent descent = method.from(penalized, instance.start(start, 1), 0);
      assertThat(descent.loss()).as("loss of end %d", start).isGreaterThan(1e-6);
      assertThat(DescentEnd.of(method, descent, instance, penalized, RECOVERED))
          .as("end %d", start)
          .isEqualTo(DescentEnd.MOVED);
    }
  }

  /** With rows within the bound, the penalty leaves the minima of the loss as they are. */
  @Test
  void aSpuriousMinimumOfAPenalizedLossThatIsHigherIsStillSpurious() {
    PlantedInstance instance = SpuriousMinimum.instance(0.6);
    FactorLoss penalized = new PenalizedLoss(instance.loss(), 0.01, 0.9);
    GradientDescent method = GradientDescent.DEFAULT;
    Factor start = SpuriousMinimum.point().plus(0.05, new Factor(2, 1, new double[] {1, -1}));

    GradientDescent.Descent descent = method.from(penalized, start, 0);
    assertThat(penalized.at(instance.truth())).as("penalty at X*").isPositive();
    assertThat(DescentEnd.of(method, descent, instance, penalized, RECOVERED))
        .isEqualTo(DescentEnd.SPURIOUS);
  }

  private static double longestRow(PlantedInstance instance) {
    Factor truth = instance.truth();
    return IntStream.range(0, truth.rows())
        .mapToDouble(row -> Math.hypot(truth.get(row, 0), truth.get(row, 1)))
        .max()
        .orElseThrow();
  }

  /** One measurement of a 6 × 6 matrix leaves many that have it. */
  @Test
  void withTooFewMeasurementsDescentEndsAtAnotherMatrixThatHasThem() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 6, 2, 1, 0), 3);

    assertThat(end(instance, instance.start(0, 1))).isEqualTo(DescentEnd.OTHER_SOLUTION);
  }

  /**
   * f = ¼ ((u₁² − 1)² + u₂⁴): after 60,000 steps of 0.2, u₂² is some 1/(2 · 0.2 · 60,000), and the
   * gradient is below 1e-6 while the loss is still 1e-8 of that of 0. It falls as the square of the
   * number of steps.
   */
  @ParameterizedTest
  @CsvSource({"60000, UNFINISHED", "600000, OTHER_SOLUTION"})
  void aLossThatStillFallsIsNotThatOfASpuriousMinimum(int steps, DescentEnd expected) {
    Measurements measurements =
        DenseMeasurements.of(new double[][] {{1, 0}, {0, 0}}, new double[][] {{0, 0}, {0, 1}});
    Factor truth = new Factor(2, 1, new double[] {1, 0});
    PlantedInstance instance =
        new PlantedInstance(truth, new RecoveryLoss(measurements, measurements.of(truth, truth)));

    assertThat(
            end(GradientDescent.of(0, steps), instance, new Factor(2, 1, new double[] {0.9, 0.5})))
        .isEqualTo(expected);
  }

  @Test
  void aDescentThatHasNoTimeEndsAtNoCriticalPoint() {
    PlantedInstance instance = instance();

    assertThat(end(GradientDescent.of(0, 2), instance, instance.start(0, 1)))
        .isEqualTo(DescentEnd.UNFINISHED);
  }

  @Test
  void aStartWhoseLossIsNotFiniteIsRefused() {
    PlantedInstance instance = instance();
    Factor huge = instance.start(0, 1).scaled(1e100);

    assertThatThrownBy(() -> end(instance, huge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the loss at the start is Infinity; expected a finite number");
  }

  /** Steps that raise the loss are halved, so that a start far out is no reason to diverge. */
  @Test
  void stepsThatWouldDivergeAreShortened() {
    PlantedInstance instance = instance();

    assertThat(end(instance, instance.start(0, 1).scaled(1000))).isEqualTo(DescentEnd.PLANTED);
  }

  /** The Lanczos process ends where the residual is 1e-6 of the largest eigenvalue. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theLeastCurvatureIsThatOfTheDenseHessian(int index) {
    PlantedInstance instance = instance();
    Factor point = instance.start(index, 5);
    Hessian dense = Hessian.at(instance.loss(), point);

    LeastEigenvalue least = LeastEigenvalue.at(instance.loss(), point);
    assertThat(least.value()).isCloseTo(dense.least(), within(2e-6 * dense.norm()));
    assertThat(least.residual()).isLessThan(2e-6 * dense.norm());
  }
}
