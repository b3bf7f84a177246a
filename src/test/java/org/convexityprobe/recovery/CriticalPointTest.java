package org.convexityprobe.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.convexityprobe.recovery.CriticalPoint.Kind;
import org.convexityprobe.recovery.GradientDescent.Descent;
import org.convexityprobe.recovery.GradientDescent.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    Descent descent = GradientDescent.of(20, 2000).from(instance.loss(), instance.start(0, 1), 1);
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
    for (List<Integer> kept : CriticalPoint.subsets(3)) {
      CriticalPoint point = CriticalPoint.near(instance, kept);
      int missing = kept.contains(0) ? (kept.contains(1) ? 2 : 1) : 0;

      assertThat(point.gradientNorm()).isLessThan(1e-10);
      double expected = CriticalPoint.underIsometry(instance, kept);
      assertThat(expected).isEqualTo(-2 * instance.eigenvalues()[missing]);
      assertThat(point.least() / expected).as("%s", point).isCloseTo(1, within(0.3));
      assertThat(point.error()).isPositive();
    }
  }

  /**
   * With m = 2nr, ‖∇f‖ has minima that are not 0. The gradients of critical points are 0 to within
   * 1e-10 of λ_1 ‖U‖, and ‖U‖ is not far above ‖U*‖ there.
   */
  @Test
  void aSearchThatEndsWhereTheGradientIsNotZeroIsNotCritical() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 8, 3, 48, 0), 5);
    double scale = instance.eigenvalues()[0] * instance.truth().norm();
    int missed = 0;
    for (List<Integer> kept : CriticalPoint.subsets(3)) {
      CriticalPoint point = CriticalPoint.near(instance, kept);
      missed += point.critical() ? 0 : 1;
      assertThat(point.critical()).isEqualTo(point.gradientNorm() <= 1e-9 * scale);
    }
    assertThat(missed).isBetween(1, 6);
  }

  /** Returns an instance of X* that is measured in an orthonormal basis: f = ½ ‖UUᵀ − X*‖². */
  private static PlantedInstance isometry(int size, int rank) {
    Factor truth =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.ENTRIES, size, rank, 1, 0), 4)
            .truth();
    List<double[][]> basis = new ArrayList<>();
    double scale = Math.sqrt(size * (size + 1) / 2.0);
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        double[][] matrix = new double[size][size];
        matrix[i][j] = scale * (i == j ? 1 : Math.sqrt(0.5));
        matrix[j][i] = matrix[i][j];
        basis.add(matrix);
      }
    }
    Measurements measurements = DenseMeasurements.of(basis.toArray(double[][][]::new));
    return new PlantedInstance(
        truth, new RecoveryLoss(measurements, measurements.of(truth, truth)));
  }

  /**
   * An orthonormal basis of the symmetric matrices, times √m, is an exact isometry. There the
   * critical points and −2λ_{s+1} are exact but for rounding, which is some n r times 1e-16 of the
   * Hessian's norm; the Lanczos process ends at a residual of 1e-6 of it.
   */
  @ParameterizedTest
  @CsvSource({"8, 3, 0", "8, 3, 1", "8, 3, 2", "25, 20, 0", "25, 20, 7", "25, 20, 19"})
  void underExactIsometryTheLeastEigenvalueIsTwiceTheMissingOne(int size, int rank, int kept) {
    PlantedInstance instance = isometry(size, rank);
    List<Integer> largest = IntStream.range(0, kept).boxed().toList();
    CriticalPoint point = CriticalPoint.near(instance, largest);
    double expected = -2 * instance.eigenvalues()[kept];
    // No eigenvalue of the Hessian exceeds 4λ_1.
    double norm = 4 * instance.eigenvalues()[0];

    assertThat(point.gradientNorm()).isLessThan(1e-10 * norm);
    assertThat(point.least()).isCloseTo(expected, within(1e-11 * norm));
    LeastEigenvalue iterated =
        LeastEigenvalue.at(instance.loss(), CriticalPoint.truncated(instance.truth(), largest));
    assertThat(iterated.value()).isCloseTo(expected, within(2e-6 * norm));
  }

  @Test
  void everyProperSubsetOfFewEigenpairsIsLookedAt() {
    assertThat(CriticalPoint.subsets(2))
        .containsExactlyInAnyOrder(List.of(), List.of(0), List.of(1));
    assertThat(CriticalPoint.subsets(3)).hasSize(7);
    assertThat(CriticalPoint.subsets(6)).hasSize(6).contains(List.of(0, 1, 2, 3, 4));
  }

  /**
   * A search ends at X* (nothing is returned) or at a saddle; near an isometry these are near the
   * ones that it has, whose least curvature is −2λ_s for some s.
   */
  @Test
  void searchesEndAtSaddlesWithTheCurvatureOfAMissingEigenvalue() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 6, 2, 5000, 0), 2);
    double[] eigenvalues = instance.eigenvalues();
    int found = 0;
    for (int start = 0; start < 10; start++) {
      Optional<CriticalPoint> point = CriticalPoint.search(instance, instance.start(start, 7));
      if (point.isPresent()) {
        found++;
        double least = -point.get().least() / 2;
        double off =
            Arrays.stream(eigenvalues)
                .map(value -> Math.abs(least / value - 1))
                .min()
                .orElseThrow();
        assertThat(off).isLessThan(0.3);
      }
    }
    assertThat(found).isPositive();
  }

  /** Of the 10 unknowns of a 5 × 5 matrix of rank 2, 5 measurements leave many that have them. */
  @Test
  void searchesThatEndAtOtherSolutionsOrMinimaFindNoSaddles() {
    PlantedInstance few =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.GAUSSIAN, 5, 2, 5, 0), 2);
    List<CriticalPoint> found =
        IntStream.range(0, 10)
            .mapToObj(start -> CriticalPoint.search(few, few.start(start, 7)))
            .flatMap(Optional::stream)
            .toList();

    assertThat(found).extracting(CriticalPoint::kind).contains(Kind.SOLUTION);
    assertThat(found)
        .allSatisfy(
            point ->
                assertThat(point.kind() == Kind.SOLUTION).isEqualTo(point.relativeLoss() < 1e-10));
    PlantedInstance spurious = SpuriousMinimum.instance(0.6);
    assertThat(CriticalPoint.search(spurious, SpuriousMinimum.point()).orElseThrow().kind())
        .isEqualTo(Kind.MINIMUM);
  }

  @Test
  void theHessianIsTheMatrixOfItsProducts() {
    PlantedInstance instance =
        PlantedInstance.draw(new PlantedInstance.Shape(Ensemble.ENTRIES, 6, 2, 40, 0.1), 3);
    Factor point = instance.start(0, 3);
    Hessian hessian = Hessian.at(instance.loss(), point);
    Factor gradient = instance.loss().gradient(point);
    double damping = 0.1;
    Factor step = hessian.dampedStep(gradient, damping);

    // (H² + μ)Δ + Hg = 0 by products; H is at most its norm.
    Factor product = instance.loss().hessianTimes(point, step);
    Factor left =
        instance.loss().hessianTimes(point, product.plus(1, gradient)).plus(damping, step);
    assertThat(left.norm()).isLessThan(1e-10 * hessian.norm() * gradient.norm());
  }

  /**
   * 6f has the Hessian diag(β − 6, 8) at the critical point, with β = 6 and 8; the instance is also
   * built from its matrices here, so that the numbers are those of the definition.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 0", "0.6, 2"})
  void theSpuriousPointHasTheCurvatureOfItsConstant(double isometry, double bend) {
    PlantedInstance instance = SpuriousMinimum.instance(isometry);
    Hessian hessian = Hessian.at(instance.loss(), SpuriousMinimum.point());

    assertThat(instance.loss().at(SpuriousMinimum.point())).isCloseTo(0.25, within(1e-12));
    assertThat(instance.loss().gradient(SpuriousMinimum.point()).norm()).isLessThan(1e-15);
    assertThat(6 * hessian.least()).isCloseTo(bend, within(1e-12));
    assertThat(6 * hessian.norm()).isCloseTo(8, within(1e-12));
    IsometryBound bound = IsometryBound.of(instance.loss().measurements(), 2, 1);
    assertThat(bound.delta()).isCloseTo(isometry, within(1e-6));
  }

  /** At ½ the loss falls on y² = ½ − 2x² as −x⁴, which no straight line shows. */
  @Test
  void theSpuriousPointIsAMinimumOnlyBeyondOneHalf() {
    double x = 0.1;
    Factor beside = new Factor(2, 1, new double[] {x, Math.sqrt(0.5 - 2 * x * x)});
    RecoveryLoss half = SpuriousMinimum.instance(0.5).loss();
    RecoveryLoss more = SpuriousMinimum.instance(0.6).loss();

    assertThat(half.at(beside)).isCloseTo(0.25 - Math.pow(x, 4), within(1e-12));
    assertThat(more.at(beside)).isGreaterThan(0.25);
  }

  @Test
  void theIsometryBoundFallsWithTheNumberOfMeasurements() {
    double few = IsometryBound.of(Ensemble.GAUSSIAN.draw(10, 100, 1), 2, 1).delta();
    double many = IsometryBound.of(Ensemble.GAUSSIAN.draw(10, 10_000, 1), 2, 1).delta();

    assertThat(few).isGreaterThan(3 * many);
    assertThat(many).isBetween(0.0, 0.3);
  }
}
