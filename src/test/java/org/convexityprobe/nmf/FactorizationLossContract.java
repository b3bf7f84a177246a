package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.convexityprobe.data.matrix.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every loss: closed forms agree with the sum of squares written out. */
abstract class FactorizationLossContract {
  private static final int RANK = 3;

  /** Returns a random matrix to factorise. */
  abstract RealMatrix matrix(int rows, int columns, long seed);

  /** Returns ½ Σ (UV − X)² over what is observed, the slow way. */
  abstract double direct(RealMatrix matrix, Factors point);

  private static Factors draw(RealMatrix matrix, long seed) {
    return Initialization.HALF_NORMAL.draw(matrix.rows(), matrix.columns(), RANK, 1, seed);
  }

  /** Sums over a few hundred entries in another order: a few hundred roundings. */
  private static Offset<Double> roundings(double size) {
    return offset(1e-12 * (1 + Math.abs(size)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 17, 40})
  void lossIsTheSumOfSquares(int rows) {
    RealMatrix matrix = matrix(rows, 17, 1);
    Factors point = draw(matrix, 2);
    double expected = direct(matrix, point);
    assertThat(FactorizationLoss.of(matrix).valueAt(point))
        .isEqualTo(expected, roundings(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40})
  void gradientIsThatOfCentralDifferences(int rows) {
    RealMatrix matrix = matrix(rows, 12, 3);
    Factors point = draw(matrix, 4);
    Factors gradient = Factors.zeros(rows, 12, RANK);
    FactorizationLoss.of(matrix).gradientAt(point, gradient);
    assertSlopes(matrix, point, point.left(), gradient.left());
    assertSlopes(matrix, point, point.right(), gradient.right());
  }

  private void assertSlopes(RealMatrix matrix, Factors point, double[] factor, double[] gradient) {
    double h = 1e-4;
    for (int i = 0; i < factor.length; i += 5) {
      double value = factor[i];
      factor[i] = value + h;
      double above = direct(matrix, point);
      factor[i] = value - h;
      double below = direct(matrix, point);
      factor[i] = value;
      // The loss is quadratic in one entry, so only rounding (1e-16 · loss / h) remains.
      assertThat(gradient[i]).isEqualTo((above - below) / (2 * h), offset(1e-8));
    }
  }

  @Test
  void gradientsOfSeveralPointsAreThoseOfEach() {
    RealMatrix matrix = matrix(30, 14, 5);
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    List<Factors> points = List.of(draw(matrix, 6), draw(matrix, 7), draw(matrix, 8));
    List<Factors> gradients = new ArrayList<>();
    points.forEach(point -> gradients.add(Factors.zeros(30, 14, RANK)));
    double[] losses = loss.gradientsAt(points, gradients);
    for (int set = 0; set < points.size(); set++) {
      Factors alone = Factors.zeros(30, 14, RANK);
      assertThat(losses[set])
          .isEqualTo(loss.gradientAt(points.get(set), alone), roundings(losses[set]));
      Factors difference = alone.differenceTo(gradients.get(set));
      assertThat(difference.squaredNorm()).isLessThan(1e-20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 33})
  void quarticIsTheLossAlongTheLine(int rows) {
    RealMatrix matrix = matrix(rows, 12, 9);
    Factors from = draw(matrix, 10);
    Factors to = draw(matrix, 11);
    Quartic quartic = FactorizationLoss.of(matrix).along(from, to);
    for (double lambda = -0.5; lambda <= 1.5; lambda += 0.25) {
      double expected = direct(matrix, from.towards(to, lambda));
      assertThat(quartic.valueAt(lambda)).isEqualTo(expected, roundings(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 50})
  void allPairsAtOnceAgreeWithEachLine(int rows) {
    RealMatrix matrix = matrix(rows, 45, 12);
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    List<Factors> optima = List.of(draw(matrix, 13), draw(matrix, 14));
    List<Factors> points = List.of(draw(matrix, 15), draw(matrix, 16), draw(matrix, 17));
    Quartic[][] all = loss.alongAll(optima, points);
    for (int a = 0; a < optima.size(); a++) {
      for (int b = 0; b < points.size(); b++) {
        assertAgree(all[a][b], loss.along(optima.get(a), points.get(b)), 1e-12);
      }
    }
  }

  static void assertAgree(Quartic actual, Quartic expected, double relative) {
    Offset<Double> within =
        offset(relative * (Math.abs(expected.q0()) + Math.abs(expected.q2()) + expected.q4()));
    assertThat(actual.q0()).isEqualTo(expected.q0(), within);
    assertThat(actual.q1()).isEqualTo(expected.q1(), within);
    assertThat(actual.q2()).isEqualTo(expected.q2(), within);
    assertThat(actual.q3()).isEqualTo(expected.q3(), within);
    assertThat(actual.q4()).isEqualTo(expected.q4(), within);
  }

  @Test
  void closePairsKeepTheirDigits() {
    RealMatrix matrix = matrix(40, 25, 18);
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Factors optimum = draw(matrix, 19);
    Factors far = draw(matrix, 20);
    // At distance 1e-6 the Gram form keeps three digits of the curvature; the explicit one loses
    // only what rounding the difference itself costs (1e-16 / 1e-6).
    Factors near = optimum.towards(far, 1e-6);
    Quartic whole = loss.along(optimum, far);
    Quartic close = loss.alongAll(List.of(optimum), List.of(near))[0][0];
    assertThat(close.q2()).isEqualTo(whole.q2() * 1e-12, offset(1e-8 * whole.q2() * 1e-12));
    assertThat(close.q4()).isEqualTo(whole.q4() * 1e-24, offset(1e-8 * whole.q4() * 1e-24));
    assertThat(close.minimumCurvature())
        .isEqualTo(whole.constant() * 1e-12, offset(1e-5 * Math.abs(whole.constant()) * 1e-12));
  }

  @Test
  void minimumCurvatureIsNotAboveAnyGridValue() {
    RealMatrix matrix = matrix(6, 5, 21);
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    for (int seed = 0; seed < 200; seed++) {
      Quartic quartic = loss.along(draw(matrix, 100 + seed), draw(matrix, 400 + seed));
      double least = Double.POSITIVE_INFINITY;
      double h = 1e-3;
      for (int i = 0; i <= 1000; i++) {
        least = Math.min(least, Curvature.at(quartic, i * h));
      }
      double alpha = quartic.minimumCurvature();
      // The grid's minimum lies above the true one by at most A (h/2)².
      assertThat(alpha).isLessThanOrEqualTo(least + 1e-12);
      assertThat(alpha).isGreaterThanOrEqualTo(least - quartic.leading() * h * h);
    }
  }

  @Test
  void pointsOfAnotherShapeAreRefused() {
    FactorizationLoss loss = FactorizationLoss.of(matrix(6, 5, 22));
    Factors other = Factors.zeros(5, 6, 2);
    assertThatThrownBy(() -> loss.valueAt(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 × 6")
        .hasMessageContaining("6 × 5");
  }
}
