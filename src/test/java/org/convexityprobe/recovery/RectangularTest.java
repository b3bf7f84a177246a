package org.convexityprobe.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.convexityprobe.nmf.Quartic;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recovery of rectangular matrices. */
class RectangularTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 5;

  private static PlantedInstance instance(Ensemble ensemble, int count) {
    return PlantedInstance.draw(new PlantedInstance.Shape(ensemble, ROWS, COLUMNS, 2, count, 0), 4);
  }

  /** Central differences err by h² times the third derivative, and by roundings over h. */
  @ParameterizedTest
  @EnumSource
  void derivativesAreThoseOfCentralDifferences(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble, 60);
    RecoveryLoss loss = instance.loss();
    Factor point = instance.start(0, 4);
    Factor way = instance.start(1, 4);
    double h = 1e-5;
    Factor ahead = point.plus(h, way);
    Factor behind = point.plus(-h, way);
    double slope = (loss.at(ahead) - loss.at(behind)) / (2 * h);
    Factor bend = loss.gradient(ahead).minus(loss.gradient(behind)).scaled(1 / (2 * h));

    assertThat(loss.gradient(point).dot(way)).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
    assertThat(loss.hessianTimes(point, way).minus(bend).norm()).isLessThan(1e-6 * bend.norm());
    assertThat(loss.evaluate(point).value())
        .isCloseTo(loss.at(point), within(1e-13 * loss.at(point)));
  }

  @ParameterizedTest
  @EnumSource
  void theQuarticIsTheLossAlongTheLine(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble, 60);
    Factor from = instance.start(0, 4);
    Factor to = instance.start(1, 4);
    Quartic quartic = instance.loss().along(from, to);

    for (double lambda : new double[] {0, 0.3, 1, -0.7}) {
      double expected = instance.loss().at(from.plus(lambda, to.minus(from)));
      assertThat(quartic.valueAt(lambda)).isCloseTo(expected, within(1e-12 * (1 + expected)));
    }
  }

  /** f is written out for one pair of factors: entries, and the balance. */
  @Test
  void theLossIsThatOfItsDefinition() {
    PlantedInstance instance = instance(Ensemble.ENTRIES, 2000);
    Factor point = instance.start(0, 4);
    double balance = 0;
    for (int k = 0; k < 2; k++) {
      for (int l = 0; l < 2; l++) {
        double entry = 0;
        for (int i = 0; i < ROWS + COLUMNS; i++) {
          entry += (i < ROWS ? 1 : -1) * point.get(i, k) * point.get(i, l);
        }
        balance += entry * entry / 8;
      }
    }
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double residual = 0;
        for (int k = 0; k < 2; k++) {
          residual +=
              point.get(i, k) * point.get(ROWS + j, k)
                  - instance.truth().get(i, k) * instance.truth().get(ROWS + j, k);
        }
        squares += residual * residual;
      }
    }
    // Of 2,000 places drawn with replacement, squares have the mean of all to some √(2/2000).
    assertThat(instance.loss().at(point) - balance).isCloseTo(squares / 2, within(0.1 * squares));
    assertThat(instance.loss().at(instance.truth())).isLessThan(1e-25);
  }

  @Test
  void thePlantedFactorsAreBalancedAndHaveTheSingularValuesOfTheMatrix() {
    PlantedInstance instance = instance(Ensemble.GAUSSIAN, 10);
    double[][] product = new double[ROWS][COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        for (int k = 0; k < 2; k++) {
          product[i][j] += instance.truth().get(i, k) * instance.truth().get(ROWS + j, k);
        }
      }
    }
    double[] expected =
        new SingularValueDecomposition(
                new org.hipparchus.linear.Array2DRowRealMatrix(product, false))
            .getSingularValues();

    assertThat(instance.eigenvalues()[0]).isCloseTo(expected[0], within(1e-12));
    assertThat(instance.eigenvalues()[1]).isCloseTo(expected[1], within(1e-12));
    assertThat(new BalancePenalty(ROWS).at(instance.truth())).isLessThan(1e-28);
  }

  @ParameterizedTest
  @EnumSource
  void descentReachesThePlantedMatrix(Ensemble ensemble) {
    PlantedInstance instance = instance(ensemble, 400);
    for (int start = 0; start < 3; start++) {
      Factor end =
          GradientDescent.DEFAULT.from(instance.loss(), instance.start(start, 1), 1).point();
      assertThat(instance.relativeError(end)).isLessThan(1e-5);
    }
  }

  /** 5,000 measurements differ from an isometry of 35 dimensions by about 2 √(35/5000) = 17 %. */
  @Test
  void saddlesHaveTheCurvatureOfTheMissingSingularValue() {
    PlantedInstance instance = instance(Ensemble.GAUSSIAN, 5000);
    for (List<Integer> kept : CriticalPoint.subsets(2)) {
      CriticalPoint point = CriticalPoint.near(instance, kept);
      double missing = instance.eigenvalues()[kept.contains(0) ? 1 : 0];

      assertThat(CriticalPoint.underIsometry(instance, kept)).isEqualTo(-missing);
      assertThat(point.gradientNorm()).isLessThan(1e-9);
      assertThat(point.least() / -missing).as("%s", kept).isCloseTo(1, within(0.4));
    }
  }

  @Test
  void shapesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new PlantedInstance.Shape(Ensemble.GAUSSIAN, 9, 3, 3, 10, 0))
        .hasMessage("rank 3 of matrices of 9 rows and 3 columns; expected 1 to 2");
    assertThatThrownBy(() -> new PlantedInstance.Shape(Ensemble.GAUSSIAN, 9, -3, 3, 10, 0))
        .hasMessageContaining("columns is -3; expected 0, for symmetric matrices, or at least 2");
    assertThatThrownBy(
            () ->
                PlantedInstance.draw(
                    new PlantedInstance.Shape(Ensemble.GAUSSIAN, 1000, 1000, 1, 1000, 0), 1))
        .hasMessageContaining("are 1,000,000,000 numbers; expected at most 150,000,000");
  }
}
