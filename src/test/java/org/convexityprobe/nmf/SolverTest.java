package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.ObservedMatrixBuilder;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.nmf.SolverMethod.AcceleratedGradient;
import org.convexityprobe.nmf.SolverMethod.AlternatingLeastSquares;
import org.convexityprobe.nmf.SolverMethod.GradientDescent;
import org.convexityprobe.nmf.SolverMethod.MultiplicativeUpdates;
import org.convexityprobe.nmf.SolverMethod.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SolverTest {
  private static final StoppingRule PRECISE = new StoppingRule(20_000, 1e-10);

  private static RealMatrix dense(int rows, int columns) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(5);
    return new DenseMatrix(rows, columns, random.doubles((long) rows * columns).toArray())
        .withUnitVariance();
  }

  private static RealMatrix masked(int rows, int columns) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(6);
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (i != 3 && random.nextDouble() < 0.6) {
          builder.add(i, j, random.nextDouble());
        }
      }
    }
    return builder.build().withUnitVariance();
  }

  private static final class Recorder implements SolverListener {
    final List<Iteration> iterations = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    @Override
    public void iteration(int start, Iteration iteration, Factors point) {
      iterations.add(iteration);
    }

    @Override
    public void warning(String message) {
      warnings.add(message);
    }
  }

  private static Stream<Arguments> methodsAndMatrices() {
    return Stream.of(dense(20, 30), dense(30, 20), masked(20, 30))
        .flatMap(matrix -> methods().map(method -> Arguments.of(method, matrix)));
  }

  private static Stream<SolverMethod> methods() {
    return Stream.of(
        new GradientDescent(5e-3, Precision.DOUBLE),
        new AcceleratedGradient(),
        new AlternatingLeastSquares(),
        new MultiplicativeUpdates());
  }

  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void findsAStationaryPointAndReportsItsLoss(SolverMethod method, RealMatrix matrix) {
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 1);
    Factors untouched = start.copy();
    Recorder recorder = new Recorder();
    Solution solution = new Solver(method, PRECISE).solve(loss, List.of(start), recorder).get(0);

    assertThat(solution.reason()).isEqualTo(Solution.StopReason.CONVERGED);
    assertThat(solution.loss() * loss.observedCount())
        .isEqualTo(loss.valueAt(solution.factors()), offset(1e-9));
    // Started at ‖min(W, ∇)‖ of order 10; multiplicative updates leave bounded entries slowly.
    assertThat(solution.optimalityResidual()).isLessThan(1e-2);
    assertThat(recorder.iterations.get(0).loss() * loss.observedCount())
        .isEqualTo(loss.valueAt(untouched), offset(1e-9));
    assertThat(Arrays.stream(solution.factors().left()).min().orElseThrow()).isNotNegative();
    assertThat(start.left()).isEqualTo(untouched.left());
  }

  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void methodsReachTheSameLossAtRankOne(SolverMethod method, RealMatrix matrix) {
    // A positive matrix has one non-negative rank-one optimum, so every method must find it.
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Factors start = Initialization.HALF_NORMAL.draw(loss, 1, 2);
    double reference =
        new Solver(new AlternatingLeastSquares(), new StoppingRule(5000, 1e-15))
            .solve(loss, List.of(Initialization.UNIFORM.draw(loss, 1, 3)), SolverListener.SILENT)
            .get(0)
            .loss();
    Solution solution =
        new Solver(method, PRECISE).solve(loss, List.of(start), SolverListener.SILENT).get(0);
    assertThat(solution.loss()).isEqualTo(reference, offset(1e-7 * reference));
  }

  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void severalStartsGiveWhatEachGivesAlone(SolverMethod method, RealMatrix matrix) {
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Solver solver = new Solver(method, new StoppingRule(25, 0));
    List<Factors> starts =
        IntStream.range(0, 3)
            .mapToObj(seed -> Initialization.HALF_NORMAL.draw(loss, 3, 10 + seed))
            .toList();
    List<Solution> together = solver.solve(loss, starts, SolverListener.SILENT);
    for (int i = 0; i < starts.size(); i++) {
      Solution alone = solver.solve(loss, List.of(starts.get(i)), SolverListener.SILENT).get(0);
      assertThat(together.get(i).start()).isEqualTo(i);
      assertThat(together.get(i).iterations()).isEqualTo(25);
      // Products of another width may round differently.
      assertThat(together.get(i).loss()).isEqualTo(alone.loss(), offset(1e-10));
    }
  }

  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void iterationsReportTheMeasuredPoint(SolverMethod method, RealMatrix matrix) {
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Factors start = Initialization.HALF_NORMAL.draw(loss, 3, 4);
    Recorder recorder = new Recorder();
    Solution second =
        new Solver(method, new StoppingRule(2, 0)).solve(loss, List.of(start), recorder).get(0);
    Recorder longer = new Recorder();
    new Solver(method, new StoppingRule(3, 0)).solve(loss, List.of(start), longer);
    SolverListener.Iteration third = longer.iterations.get(2);
    assertThat(third.loss()).isEqualTo(second.loss(), offset(1e-12 * second.loss()));
    if (method.keepsBalance()) {
      // Solutions of the other methods are balanced at the end, which scales their gradients.
      assertThat(third.optimalityResidual())
          .isEqualTo(second.optimalityResidual(), offset(1e-9 * second.optimalityResidual()));
    }
    assertThat(recorder.iterations).hasSize(2);
  }

  /** Every method sums ‖min(W, ∇)‖² in its own way, those that alternate at different moments. */
  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void theResidualOfAnIterationIsThatOfBothFactors(SolverMethod method, RealMatrix matrix) {
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Factors start = Initialization.HALF_NORMAL.draw(loss, 3, 4);
    List<Double> expected = new ArrayList<>(List.of(residual(loss, start)));
    List<Double> told = new ArrayList<>();
    SolverListener listener =
        new SolverListener() {
          @Override
          public void iteration(int index, Iteration iteration, Factors next) {
            told.add(iteration.optimalityResidual());
            expected.add(residual(loss, next));
          }
        };
    new Solver(method, new StoppingRule(5, 0)).solve(loss, List.of(start), listener);

    assertThat(told).hasSize(5);
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i)).isEqualTo(expected.get(i), offset(1e-9 * expected.get(i)));
    }
  }

  private static double residual(FactorizationLoss loss, Factors point) {
    Factors gradient = Factors.zeros(point.rows(), point.columns(), point.rank());
    loss.gradientAt(point, gradient);
    double squares = 0;
    for (int i = 0; i < point.left().length; i++) {
      squares += Math.pow(Math.min(point.left()[i], gradient.left()[i]), 2);
    }
    for (int i = 0; i < point.right().length; i++) {
      squares += Math.pow(Math.min(point.right()[i], gradient.right()[i]), 2);
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void solutionsKeepTheBalanceOfTheStart(SolverMethod method, RealMatrix matrix) {
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 1);
    Factors end =
        new Solver(method, new StoppingRule(300, 0))
            .solve(loss, List.of(start), SolverListener.SILENT)
            .get(0)
            .factors();
    double before =
        LinearAlgebra.dot(start.left(), start.left())
            - LinearAlgebra.dot(start.right(), start.right());
    double after =
        LinearAlgebra.dot(end.left(), end.left()) - LinearAlgebra.dot(end.right(), end.right());
    // Scaled to it exactly; gradient descent's finite steps drift by a few per cent.
    double tolerance = method.keepsBalance() ? 0.05 * start.squaredNorm() : 1e-9;
    assertThat(after).isEqualTo(before, offset(tolerance));
  }

  /** Row 3 of the matrix has no entry. */
  @ParameterizedTest
  @MethodSource("methods")
  void rowsWithoutEntriesStayAtTheStartAndOutOfTheBalance(SolverMethod method) {
    FactorizationLoss loss = FactorizationLoss.of(masked(20, 30));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 1, 1);
    start.left()[3] = 7;
    Factors end =
        new Solver(method, new StoppingRule(300, 0))
            .solve(loss, List.of(start), SolverListener.SILENT)
            .get(0)
            .factors();

    assertThat(end.left()[3]).isEqualTo(7);
    // Scaled to it exactly; gradient descent's finite steps drift by a few per cent.
    double tolerance = method.keepsBalance() ? 0.05 * (start.squaredNorm() - 49) : 1e-9;
    assertThat(observedBalance(end)).isEqualTo(observedBalance(start), offset(tolerance));
  }

  private static double observedBalance(Factors factors) {
    return LinearAlgebra.dot(factors.left(), factors.left())
        - factors.left()[3] * factors.left()[3]
        - LinearAlgebra.dot(factors.right(), factors.right());
  }

  /** Two blocks of 20 × 15, and a row and a column between them without an entry. */
  @ParameterizedTest
  @MethodSource("methods")
  void eachPartThatNoEntryConnectsKeepsTheBalanceOfTheStart(SolverMethod method) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(8);
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(41, 31);
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 15; j++) {
        builder.add(i, j, random.nextDouble());
        builder.add(21 + i, 16 + j, random.nextDouble());
      }
    }
    FactorizationLoss loss = FactorizationLoss.of(builder.build().withUnitVariance());
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 1);
    Factors end =
        new Solver(method, new StoppingRule(300, 0))
            .solve(loss, List.of(start), SolverListener.SILENT)
            .get(0)
            .factors();

    // Scaled to it exactly; gradient descent's finite steps drift by a few per cent.
    double tolerance = method.keepsBalance() ? 0.05 * start.squaredNorm() : 1e-9;
    for (int component = 0; component < 2; component++) {
      assertThat(balance(end, component, 0, 0))
          .isEqualTo(balance(start, component, 0, 0), offset(tolerance));
      assertThat(balance(end, component, 21, 16))
          .isEqualTo(balance(start, component, 21, 16), offset(tolerance));
    }
    assertThat(end.left()[2 * 20]).isEqualTo(start.left()[2 * 20]);
    assertThat(end.right()[2 * 15]).isEqualTo(start.right()[2 * 15]);
  }

  /** Returns ‖u_k‖² − ‖v_k‖² over a block of 20 × 15 of a point of rank 2. */
  private static double balance(Factors point, int component, int firstRow, int firstColumn) {
    double sum = 0;
    for (int i = firstRow; i < firstRow + 20; i++) {
      sum += Math.pow(point.left()[2 * i + component], 2);
    }
    for (int j = firstColumn; j < firstColumn + 15; j++) {
      sum -= Math.pow(point.right()[2 * j + component], 2);
    }
    return sum;
  }

  /** Returns the loss of the product of given factors. */
  private static FactorizationLoss lossOf(Factors planted) {
    double[] product = new double[planted.rows() * planted.columns()];
    for (int i = 0; i < planted.rows(); i++) {
      for (int j = 0; j < planted.columns(); j++) {
        product[i * planted.columns() + j] = planted.product(i, j);
      }
    }
    return FactorizationLoss.of(new DenseMatrix(planted.rows(), planted.columns(), product));
  }

  @Test
  void exactFactorisationStops() {
    Factors planted = Initialization.UNIFORM.draw(12, 9, 2, 1, 7);
    FactorizationLoss loss = lossOf(planted);
    Solution solution =
        new Solver(new AlternatingLeastSquares(), new StoppingRule(100, 1e-7))
            .solve(loss, List.of(planted), SolverListener.SILENT)
            .get(0);
    assertThat(solution.reason()).isEqualTo(Solution.StopReason.EXACT);
    assertThat(solution.loss()).isBetween(0.0, 1e-12);
  }

  /** The larger one gives each share several blocks of rows, the last of them short. */
  private static IntStream rowsOfOneBlockAndOfSeveral() {
    return IntStream.of(20, 600 * Shares.MOST + 7);
  }

  @ParameterizedTest
  @MethodSource("rowsOfOneBlockAndOfSeveral")
  void mixedPrecisionGoesTheWayOfDoublePrecision(int rows) {
    FactorizationLoss loss = FactorizationLoss.of(dense(rows, 30));
    List<Factors> starts = List.of(Initialization.HALF_NORMAL.draw(loss, 3, 4));
    StoppingRule rule = new StoppingRule(40, 0);
    Recorder recorder = new Recorder();
    double step = 0.02 / (rows + 30);
    Solution mixed =
        new Solver(new GradientDescent(step, Precision.MIXED), rule)
            .solve(loss, starts, recorder)
            .get(0);
    Recorder every = new Recorder();
    Solution exact =
        new Solver(new GradientDescent(step, Precision.DOUBLE), new StoppingRule(48, 0))
            .solve(loss, starts, every)
            .get(0);

    assertThat(mixed.iterations()).isEqualTo(48);
    assertThat(recorder.iterations)
        .extracting(SolverListener.Iteration::number)
        .containsExactly(0, 16, 32);
    for (SolverListener.Iteration iteration : recorder.iterations) {
      double expected = every.iterations.get(iteration.number()).loss();
      // Gradients are off by some 1e-7 of their terms, and so are the ways.
      assertThat(iteration.loss()).isEqualTo(expected, offset(1e-6 * expected));
    }
    double distance = mixed.factors().differenceTo(exact.factors()).squaredNorm();
    double way = starts.get(0).differenceTo(exact.factors()).squaredNorm();
    assertThat(distance).isBetween(1e-20 * way, 1e-10 * way);
  }

  @Test
  void mixedPrecisionStopsByTheImprovementOfAStep() {
    FactorizationLoss loss = FactorizationLoss.of(dense(20, 30));
    List<Factors> starts = List.of(Initialization.HALF_NORMAL.draw(loss, 2, 1));
    StoppingRule rule = new StoppingRule(20_000, 1e-7);
    Solution exact =
        new Solver(new GradientDescent(5e-3, Precision.DOUBLE), rule)
            .solve(loss, starts, SolverListener.SILENT)
            .get(0);
    Solution mixed =
        new Solver(new GradientDescent(5e-3, Precision.MIXED), rule)
            .solve(loss, starts, SolverListener.SILENT)
            .get(0);
    assertThat(mixed.reason()).isEqualTo(Solution.StopReason.CONVERGED);
    // It looks back over 16 steps, and once more over as many in double precision.
    assertThat(mixed.iterations() - exact.iterations()).isBetween(16, 64);
    assertThat(mixed.loss()).isEqualTo(exact.loss(), offset(1e-5 * exact.loss()));
  }

  /** There the loss falls to 1e-13 of that of the data, and steps must not end before. */
  @Test
  void mixedPrecisionReachesAnExactFactorisationAsDoubleDoes() {
    FactorizationLoss loss = lossOf(Initialization.UNIFORM.draw(40, 30, 2, 1, 7));
    List<Factors> starts = List.of(Initialization.HALF_NORMAL.draw(loss, 2, 1));
    Solution solution =
        new Solver(new GradientDescent(1e-2, Precision.MIXED), new StoppingRule(200_000, 1e-9))
            .solve(loss, starts, SolverListener.SILENT)
            .get(0);
    assertThat(solution.reason()).isEqualTo(Solution.StopReason.EXACT);
  }

  @Test
  void mixedPrecisionIsRefusedWhereEntriesAreMissing() {
    FactorizationLoss loss = FactorizationLoss.of(masked(20, 30));
    List<Factors> starts = List.of(Initialization.HALF_NORMAL.draw(loss, 2, 1));
    Solver solver = new Solver(new GradientDescent(1e-3, Precision.MIXED), StoppingRule.PAPER);
    assertThatThrownBy(() -> solver.solve(loss, starts, SolverListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every entry was observed");
  }

  @Test
  void unstableStepIsRefusedWithTheLimit() {
    FactorizationLoss loss = FactorizationLoss.of(dense(20, 30));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 1);
    Solver solver = new Solver(new GradientDescent(0.1, Precision.DOUBLE), StoppingRule.PAPER);
    assertThatThrownBy(() -> solver.solve(loss, List.of(start), SolverListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.1")
        .hasMessageContaining("2/L");
  }

  @Test
  void risingLossIsAnErrorWithAdvice() {
    FactorizationLoss loss = FactorizationLoss.of(dense(20, 30));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 1);
    // Far larger factors have a curvature that the up-front check cannot know of.
    for (int i = 0; i < start.left().length; i++) {
      start.left()[i] *= 6;
    }
    Solver solver =
        new Solver(new GradientDescent(0.018, Precision.DOUBLE), new StoppingRule(1000, 0));
    assertThatThrownBy(() -> solver.solve(loss, List.of(start), SolverListener.SILENT))
        .isInstanceOf(FactorizationException.class)
        .hasMessageContaining("gd")
        .hasMessageContaining("smaller step");
  }

  @Test
  void zeroFactorIsAnErrorNotAnOptimum() {
    FactorizationLoss loss = FactorizationLoss.of(dense(8, 6));
    Factors zero = Factors.zeros(8, 6, 2);
    Solver solver = new Solver(new AcceleratedGradient(), PRECISE);
    assertThatThrownBy(() -> solver.solve(loss, List.of(zero), SolverListener.SILENT))
        .isInstanceOf(FactorizationException.class)
        .hasMessageContaining("zero everywhere");
  }

  @Test
  void tinyStepsAndLargeRanksAreWarnedOf() {
    FactorizationLoss loss = FactorizationLoss.of(dense(8, 6));
    Recorder recorder = new Recorder();
    new Solver(GradientDescent.ICLR, new StoppingRule(3, 0))
        .solve(loss, List.of(Initialization.HALF_NORMAL.draw(loss, 6, 1)), recorder);
    assertThat(recorder.warnings)
        .hasSize(2)
        .anyMatch(warning -> warning.contains("barely move"))
        .anyMatch(warning -> warning.contains("rank 6"));
  }

  @Test
  void rowsWithFewerEntriesThanTheRankAreWarnedOf() {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(4, 5);
    for (int j = 0; j < 5; j++) {
      builder.add(0, j, 1 + j);
      builder.add(1, j, 2 + j);
    }
    builder.add(2, 0, 3);
    FactorizationLoss loss = FactorizationLoss.of(builder.build());
    Recorder recorder = new Recorder();
    new Solver(new AlternatingLeastSquares(), new StoppingRule(3, 0))
        .solve(loss, List.of(Initialization.HALF_NORMAL.draw(loss, 2, 1)), recorder);
    // Row 2 has one entry, row 3 none, and the columns two or three.
    assertThat(recorder.warnings).singleElement().asString().contains("1 rows and columns", "gd");
  }
}
