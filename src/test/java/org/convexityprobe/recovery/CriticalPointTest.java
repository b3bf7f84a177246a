package org.convexityprobe.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.convexityprobe.recovery.GradientDescent.Descent;
import org.convexityprobe.recovery.GradientDescent.Ending;
import org.junit.jupiter.api.Test;

/** Where descents end, and points where they do not. */
class CriticalPointTest {
  /** Many measurements: nearly an isometry. */
  private static PlantedInstance many() {
    return PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 8, 3, 20_000, 0), 2);
  }

  @Test
  void descentFromAnywhereReachesThePlantedMatrixWithManyMeasurements() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 12, 2, 300, 0), 1);
    for (int start = 0; start < 5; start++) {
      Descent descent = GradientDescent.DEFAULT.from(instance.loss(), instance.start(start, 1), 1);
      assertThat(descent.ending()).isEqualTo(Ending.CONVERGED);
      assertThat(instance.relativeError(descent.point())).isLessThan(1e-5);
    }
  }

  @Test
  void stochasticDescentReachesItToo() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.RANK1, 12, 2, 400, 0), 1);
    Descent descent =
        new GradientDescent(20, 2000, 1e-6).from(instance.loss(), instance.start(0, 1), 1);
    assertThat(instance.relativeError(descent.point())).isLessThan(1e-3);
  }

  @Test
  void theTruthIsAMinimumWhoseOnlyFlatDirectionsAreTurns() {
    PlantedInstance instance = many();
    Hessian hessian = Hessian.at(instance.loss(), instance.truth());

    assertThat(instance.loss().gradient(instance.truth()).norm()).isLessThan(1e-12);
    assertThat(hessian.least()).isCloseTo(0, within(1e-10 * hessian.norm()));
  }

  /**
   * Measurements of m = 20,000 differ from an isometry of the some 50-dimensional space of matrices
   * by √(50/m) = 5 %.
   */
  @Test
  void saddlesHaveTheCurvatureOfTheMissingEigenvalue() {
    PlantedInstance instance = many();
    for (int rank = 0; rank < 3; rank++) {
      CriticalPoint point = CriticalPoint.near(instance, rank);

      assertThat(point.gradientNorm()).isLessThan(1e-10);
      assertThat(point.expected()).isEqualTo(-2 * instance.eigenvalues()[rank]);
      assertThat(point.least() / point.expected()).as("%s", point).isCloseTo(1, within(0.3));
      assertThat(point.error()).isPositive();
    }
  }

  @Test
  void theHessianIsTheMatrixOfItsProducts() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.ENTRIES, 6, 2, 40, 0.1), 3);
    Factor point = instance.start(0, 3);
    Hessian hessian = Hessian.at(instance.loss(), point);
    Factor gradient = instance.loss().gradient(point);
    Factor step = hessian.newtonStep(gradient);

    Factor back = instance.loss().hessianTimes(point, step);
    assertThat(back.plus(1, gradient).norm()).isLessThan(1e-6 * gradient.norm());
  }

  @Test
  void theSpuriousMinimumIsOneAndDescentMeetsIt() {
    PlantedInstance instance = SpuriousMinimum.instance();
    Factor point = SpuriousMinimum.point();
    double value = instance.loss().at(point);

    assertThat(value).isPositive();
    assertThat(instance.loss().gradient(point).norm()).isLessThan(1e-15);
    for (int i = 0; i < 36; i++) {
      double angle = 2 * Math.PI * i / 36;
      Factor way = new Factor(2, 1, new double[] {Math.cos(angle), Math.sin(angle)});
      assertThat(instance.loss().at(point.plus(0.05, way)))
          .as("at %d°", 10 * i)
          .isGreaterThan(value);
    }
    IsometryBound bound = IsometryBound.of(instance.loss().measurements(), 2, 1);
    // Σ ⟨A_i, M⟩² lies between ‖M‖² and 3‖M‖².
    assertThat(3 * bound.largest()).isCloseTo(3, within(1e-6));
    assertThat(3 * bound.smallest()).isCloseTo(1, within(1e-6));

    int met = 0;
    for (int start = 0; start < 100; start++) {
      Factor end =
          GradientDescent.DEFAULT.from(instance.loss(), instance.start(start, 1), 1).point();
      met += instance.relativeError(end) > 0.5 ? 1 : 0;
    }
    assertThat(met).isBetween(1, 50);
  }

  @Test
  void theIsometryBoundFallsWithTheNumberOfMeasurements() {
    double few = IsometryBound.of(Ensemble.GAUSSIAN.draw(10, 100, 1), 2, 1).delta();
    double many = IsometryBound.of(Ensemble.GAUSSIAN.draw(10, 10_000, 1), 2, 1).delta();

    assertThat(few).isGreaterThan(3 * many);
    assertThat(many).isBetween(0.0, 0.3);
  }
}
