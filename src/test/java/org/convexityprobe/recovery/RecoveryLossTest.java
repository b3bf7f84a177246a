package org.convexityprobe.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.nmf.Workers;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of low-rank recovery and their derivatives. */
class RecoveryLossTest {
  private static final int SIZE = 7;
  private static final int RANK = 3;

  private static PlantedInstance instance(Ensemble ensemble) {
    return PlantedInstance.draw(new PlantedInstance.Shape(ensemble, SIZE, RANK, 60, 0.1), 4);
  }

  /** Central differences err by h² times the third derivative, and by roundings over h. */
  @ParameterizedTest
  @EnumSource
  void theGradientIsThatOfCentralDifferences(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble);
    RecoveryLoss loss = instance.loss();
    Factor point = instance.start(0, 4);
    Factor way = instance.start(1, 4);
    double h = 1e-5;
    double slope = (loss.at(point.plus(h, way)) - loss.at(point.plus(-h, way))) / (2 * h);

    assertThat(loss.gradient(point).dot(way)).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
  }

  @ParameterizedTest
  @EnumSource
  void theHessianIsThatOfDifferencesOfTheGradient(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble);
    RecoveryLoss loss = instance.loss();
    Factor point = instance.start(0, 4);
    Factor way = instance.start(1, 4);
    double h = 1e-5;
    Factor expected =
        loss.gradient(point.plus(h, way))
            .minus(loss.gradient(point.plus(-h, way)))
            .scaled(1 / (2 * h));

    assertThat(loss.hessianTimes(point, way).minus(expected).norm())
        .isLessThan(1e-6 * expected.norm());
  }

  @ParameterizedTest
  @EnumSource
  void theQuarticIsTheLossAlongTheLine(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble);
    Factor from = instance.start(0, 4);
    Factor to = instance.start(1, 4);
    Quartic quartic = instance.loss().along(from, to);

    for (double lambda : new double[] {0, 0.3, 1, -0.7}) {
      double expected = instance.loss().at(from.plus(lambda, to.minus(from)));
      assertThat(quartic.valueAt(lambda)).isCloseTo(expected, within(1e-12 * (1 + expected)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingDependsOnAnOrthogonalTurnOfTheFactor(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble);
    Factor point = instance.start(0, 4);
    Factor turned = point.times(orthogonal());

    assertThat(instance.loss().at(turned)).isCloseTo(instance.loss().at(point), within(1e-12));
    assertThat(instance.loss().gradient(turned).norm())
        .isCloseTo(instance.loss().gradient(point).norm(), within(1e-12));
    assertThat(instance.distance(turned)).isCloseTo(instance.distance(point), within(1e-12));
    assertThat(instance.relativeError(turned))
        .isCloseTo(instance.relativeError(point), within(1e-12));
  }

  /**
   * The error is proportional to a small step away from U*, up to the step itself, relative to it.
   * Turns of U round it by some 1e-16, a part of 1e-4 of the smallest step.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-8, 1e-10, 1e-12})
  void smallErrorsDoNotCancel(double step) {
    PlantedInstance instance = instance(Ensemble.GAUSSIAN);
    Factor way = instance.start(0, 4);
    double expected = instance.relativeError(instance.truth().plus(1e-4, way)) / 1e-4;
    Factor near = instance.truth().plus(step, way).times(orthogonal());

    assertThat(instance.relativeError(near) / step / expected).isCloseTo(1, within(2e-3));
  }

  /**
   * The mean of m squares has a relative standard error of √(2/m) or, of products, a few times it.
   */
  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN", "ENTRIES"})
  void measurementsAreIsometricOnAverage(Ensemble ensemble) {
    int count = 20_000;
    Measurements measurements = ensemble.draw(SIZE, count, 9);
    Factor u = instance(ensemble).truth();
    double squares = 0;
    for (double value : measurements.of(u, u)) {
      squares += value * value / count;
    }
    double norm = u.gram(u).getFrobeniusNorm();
    assertThat(squares / (norm * norm)).isCloseTo(1, within(0.1));
  }

  @Test
  void rankOneMeasurementsHaveTheMomentOfTheirLaw() {
    int count = 50_000;
    Measurements measurements = Ensemble.RANK1.draw(SIZE, count, 9);
    Factor u = instance(Ensemble.RANK1).truth();
    double squares = 0;
    for (double value : measurements.of(u, u)) {
      squares += value * value / count;
    }
    RealMatrix gram = u.gram(u);
    double norm = gram.getFrobeniusNorm();
    double trace = gram.getTrace();
    double expected = 2 * norm * norm + trace * trace;
    assertThat(squares / expected).isCloseTo(1, within(0.1));
  }

  @Test
  void theNearestOptimumIsNearerThanTurnsOfIt() {
    PlantedInstance instance = instance(Ensemble.GAUSSIAN);
    Factor point = instance.start(0, 4);
    Factor nearest = instance.nearest(point);

    assertThat(instance.relativeError(nearest)).isLessThan(1e-7);
    assertThat(instance.distance(point))
        .isLessThanOrEqualTo(point.minus(nearest.times(orthogonal())).norm())
        .isLessThanOrEqualTo(point.minus(instance.truth()).norm());
  }

  @Test
  void partsOfTheMeasurementsAverageToAll() {
    PlantedInstance instance = instance(Ensemble.RANK1);
    Factor point = instance.start(0, 4);
    RecoveryLoss loss = instance.loss();
    double parts = loss.part(0, 20).at(point) / 3 + loss.part(20, 60).at(point) * 2 / 3;

    assertThat(parts).isCloseTo(loss.at(point), within(1e-12 * parts));
  }

  /** Steps that are small enough add up to a step along the gradient of all measurements. */
  @Test
  void aPassInBlocksOfTwoSizesGoesAlongTheGradient() {
    PlantedInstance instance = instance(Ensemble.RANK1);
    Factor point = instance.start(0, 4);
    RecoveryLoss loss = instance.loss();
    GradientDescent stochastic = new GradientDescent(loss.count() - 5, 1, 0, 1e-9);

    Factor moved = stochastic.from(loss, point, 1).point().minus(point);
    Factor gradient = loss.gradient(point);
    double cosine = -moved.dot(gradient) / (moved.norm() * gradient.norm());
    assertThat(cosine).isCloseTo(1, within(1e-6));
  }

  @Test
  void shapesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new PlantedInstance.Shape(Ensemble.GAUSSIAN, 5, 5, 10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rank 5 of matrices of 5 rows; expected 1 to 4");
    assertThatThrownBy(() -> new PlantedInstance.Shape(Ensemble.GAUSSIAN, 5, 2, 0, 0))
        .hasMessageContaining("0 measurements of matrices of 5 rows; expected at least 1 of each");
    assertThatThrownBy(() -> new PlantedInstance.Shape(Ensemble.GAUSSIAN, 5, 2, 10, -1))
        .hasMessageContaining("noise of standard deviation -1.0; expected 0 or more");
    assertThatThrownBy(() -> Ensemble.GAUSSIAN.draw(1000, 1_000_000, 1))
        .hasMessageContaining("are 500,500,000,000 numbers; expected at most 200,000,000,000")
        .hasMessageContaining("rank1");
    assertThatThrownBy(() -> Ensemble.RANK1.draw(1000, 1_000_000, 1))
        .hasMessageContaining("are 1,000,000,000 numbers; expected at most 150,000,000");
    assertThatThrownBy(() -> Ensemble.GAUSSIAN.draw(60_000, 1000, 1))
        .hasMessageContaining("are 1,800,030,000,000 numbers; expected at most 200,000,000,000");
    assertThatThrownBy(() -> Ensemble.GAUSSIAN.draw(70_000, 1, 1))
        .hasMessage("matrices of 70,000 rows; expected at most 65,535");
    assertThatThrownBy(() -> RectangularMeasurements.draw(Ensemble.ENTRIES, 50_000, 50_000, 10, 1))
        .hasMessage(
            "matrices of 50,000 × 50,000 are 2,500,000,000 numbers; expected at most"
                + " 2,147,483,639");
  }

  /** They are the same matrices; sums in another order differ by roundings. */
  @Test
  void matricesThatAreDrawnAnewAreThoseThatAreStored() {
    SymmetricGaussian matrices = new SymmetricGaussian(SIZE, 3);
    Measurements stored = DenseMeasurements.draw(matrices, 50);
    Measurements streamed = new StreamedMeasurements(matrices, 0, 50, Computing.DEFAULT);
    Factor u = instance(Ensemble.GAUSSIAN).truth();
    double[] y = stored.part(10, 40).of(u, u);
    Factor v = u.scaled(1.1);

    assertThat(streamed.part(10, 40).of(u, u)).isEqualTo(y);
    Factor expected = stored.part(10, 40).residuals(v, y).weighted();
    Factor found = streamed.part(10, 40).residuals(v, y).weighted();
    assertThat(found.minus(expected).norm()).isLessThan(1e-13 * expected.norm());
    assertThat(streamed.weighted(new double[50], u).norm()).isZero();
    Factor direction = instance(Ensemble.GAUSSIAN).start(1, 2);
    Factor curved = stored.part(10, 40).curved(v, direction, y);
    assertThat(streamed.part(10, 40).curved(v, direction, y).minus(curved).norm())
        .isLessThan(1e-13 * curved.norm());
    assertThat(streamed.part(10, 40).along(v, direction))
        .isDeepEqualTo(stored.part(10, 40).along(v, direction));
  }

  @Test
  void matricesAreDrawnAnewOnNoMoreThreadsThanAreAskedFor() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Computing one = new Computing(Workers.of(1), () -> threads.add(Thread.currentThread()));
    Measurements streamed =
        new StreamedMeasurements(new SymmetricGaussian(SIZE, 3), 0, 500, Computing.DEFAULT);
    Factor u = instance(Ensemble.GAUSSIAN).truth();

    assertThat(streamed.with(one).of(u, u)).isEqualTo(streamed.of(u, u));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void descentsSideBySideAreThoseOneAfterTheOther() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Computing several = new Computing(Workers.of(3), () -> threads.add(Thread.currentThread()));

    assertThat(ends(several)).isDeepEqualTo(ends(new Computing(Workers.of(1), () -> {})));
    assertThat(threads).hasSizeGreaterThan(1);
  }

  private static double[][] ends(Computing computing) {
    PlantedInstance.Shape shape = new PlantedInstance.Shape(Ensemble.GAUSSIAN, SIZE, RANK, 60, 0);
    PlantedInstance instance = PlantedInstance.draw(shape, 4, computing);
    List<Supplier<double[]>> descents = new ArrayList<>();
    for (int s = 0; s < 5; s++) {
      Factor start = instance.start(s, 4);
      descents.add(
          () -> GradientDescent.of(10, 50).from(instance.loss(), start, 1).point().values());
    }
    return computing.sideBySide(instance, descents).toArray(double[][]::new);
  }

  @Test
  void oneDrawingOfMatricesIsEndedWithinIt() {
    Measurements streamed =
        new StreamedMeasurements(new SymmetricGaussian(SIZE, 3), 0, 1_000_000, stopAfter(20));
    Factor u = instance(Ensemble.GAUSSIAN).truth();

    assertThatThrownBy(() -> streamed.of(u, u)).isInstanceOf(CancellationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aDescentIsEndedWithinIt(Ensemble ensemble) {
    PlantedInstance.Shape shape = new PlantedInstance.Shape(ensemble, SIZE, RANK, 60, 0.1);
    PlantedInstance instance = PlantedInstance.draw(shape, 4, stopAfter(20));
    GradientDescent endless = GradientDescent.of(10, Integer.MAX_VALUE);

    assertThatThrownBy(() -> endless.from(instance.loss(), instance.start(0, 4), 1))
        .isInstanceOf(CancellationException.class);
  }

  /** Asks to stop at one call after so many. */
  private static Computing stopAfter(int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return new Computing(
        Workers.of(2),
        () -> {
          if (left.getAndDecrement() <= 0) {
            throw new CancellationException();
          }
        });
  }

  /** A 10-dimensional space has the largest eigenvector of a 7 × 7 matrix exactly. */
  @ParameterizedTest
  @EnumSource
  void theScaleIsTheLargestEigenvalueOfTheBackProjection(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble);
    Measurements measurements = instance.loss().measurements();
    double[] unit = new double[SIZE * SIZE];
    for (int i = 0; i < SIZE; i++) {
      unit[i * SIZE + i] = 1;
    }
    double[] y = instance.loss().measured();
    Factor back = measurements.weighted(y, new Factor(SIZE, SIZE, unit)).scaled(1.0 / y.length);
    double expected = new SingularValueDecomposition(back.gram(back)).getNorm();

    assertThat(instance.loss().scale())
        .isCloseTo(Math.sqrt(expected), within(1e-9 * Math.sqrt(expected)));
  }

  private static RealMatrix orthogonal() {
    return new QRDecomposition(
            new Array2DRowRealMatrix(new double[][] {{1, 2, 0}, {0.3, -1, 1}, {2, 0.1, 0.7}}))
        .getQ();
  }
}
