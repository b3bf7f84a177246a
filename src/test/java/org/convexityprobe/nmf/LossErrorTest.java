package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.ObservedMatrix;
import org.convexityprobe.data.matrix.ObservedMatrixBuilder;
import org.convexityprobe.data.matrix.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rounding may do to a loss. */
class LossErrorTest {
  private static final int RANK = 3;

  /** A product of factors, and noise of this deviation beside entries of about 1. */
  private static DenseMatrix nearlyExact(int rows, int columns, double noise) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(8);
    Factors planted = Initialization.UNIFORM.draw(rows, columns, RANK, 1, 7);
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = planted.product(i / columns, i % columns) + noise * random.nextDouble();
    }
    return new DenseMatrix(rows, columns, values);
  }

  private static ObservedMatrix observedInPart(DenseMatrix matrix) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(9);
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(matrix.rows(), matrix.columns());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        if (random.nextDouble() < 0.7) {
          builder.add(i, j, matrix.get(i, j));
        }
      }
    }
    return builder.build();
  }

  private static Stream<RealMatrix> matrices() {
    return Stream.of(1.0, 1e-3, 1e-6)
        .map(noise -> nearlyExact(90, 40, noise))
        .flatMap(matrix -> Stream.of(matrix, matrix.transposed(), observedInPart(matrix)));
  }

  /** Returns the loss in exact arithmetic: sums and products of doubles have finite decimals. */
  private static BigDecimal exactLoss(RealMatrix matrix, Factors point) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < matrix.rows(); i++) {
      if (matrix instanceof ObservedMatrix observed) {
        for (int t = observed.rowStarts()[i]; t < observed.rowStarts()[i + 1]; t++) {
          sum = sum.add(square(point, i, observed.columnIndices()[t], observed.values()[t]));
        }
      } else {
        for (int j = 0; j < matrix.columns(); j++) {
          sum = sum.add(square(point, i, j, ((DenseMatrix) matrix).get(i, j)));
        }
      }
    }
    return sum.divide(BigDecimal.valueOf(2));
  }

  private static BigDecimal square(Factors point, int row, int column, double x) {
    BigDecimal residual = new BigDecimal(x).negate();
    for (int k = 0; k < RANK; k++) {
      BigDecimal u = new BigDecimal(point.left()[row * RANK + k]);
      residual = residual.add(u.multiply(new BigDecimal(point.right()[column * RANK + k])));
    }
    return residual.multiply(residual);
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void boundHoldsAgainstExactArithmetic(RealMatrix matrix) {
    FactorizationLoss loss = FactorizationLoss.of(matrix, Workers.of(2));
    Solver solver =
        new Solver(new SolverMethod.AlternatingLeastSquares(), new StoppingRule(300, 1e-9));
    Factors start = Initialization.HALF_NORMAL.draw(loss, RANK, 1);
    Factors end = solver.solve(loss, List.of(start), SolverListener.SILENT).get(0).factors();
    for (Factors point : List.of(start, end)) {
      double computed = loss.valueAt(point);
      double error =
          exactLoss(matrix, point).subtract(new BigDecimal(computed)).abs().doubleValue();
      assertThat(error).isLessThan(loss.lossError(computed, RANK));
    }
    // Small enough to see any rise that matters.
    assertThat(loss.lossError(0, RANK)).isLessThan(1e-11 * loss.lossAtZero());
  }

  /**
   * At a loss of some 1e-12 of the data's, its last digits are rounding of terms as large as the
   * data: it goes up and down by far more than a fixed small share of itself.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gd", "hals", "mu"})
  void roundingNearAnExactFactorisationIsNoRise(String code) {
    FactorizationLoss loss = FactorizationLoss.of(nearlyExact(200, 100, 2e-6), Workers.of(2));
    SolverMethod method =
        switch (code) {
          case "gd" -> new SolverMethod.GradientDescent(3e-3, SolverMethod.Precision.DOUBLE);
          case "hals" -> new SolverMethod.AlternatingLeastSquares();
          default -> new SolverMethod.MultiplicativeUpdates();
        };
    Factors start = Initialization.UNIFORM.draw(200, 100, RANK, 1, 7);
    Solver solver = new Solver(method, new StoppingRule(3000, 0));
    assertThatCode(() -> solver.solve(loss, List.of(start), SolverListener.SILENT))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 4})
  void aRiseBeyondTheErrorIsAFailure(double factor) {
    Solver solver = new Solver(SolverMethod.GradientDescent.PAPER, StoppingRule.PAPER);
    FactorizationLoss loss = FactorizationLoss.of(nearlyExact(20, 10, 1), Workers.of(1));
    double error = 2 * loss.lossError(5, RANK);
    assertThatCode(() -> solver.requireNoRise(3, 5 + 0.5 * error, 5, error))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> solver.requireNoRise(3, 5 + factor * error, 5, error))
        .isInstanceOf(FactorizationException.class)
        .hasMessageContaining("rose");
  }
}
