package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.bytedeco.openblas.global.openblas;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.ObservedMatrix;
import org.convexityprobe.data.matrix.ObservedMatrixBuilder;
import org.convexityprobe.data.matrix.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number has the same bits on any number of threads. */
class ThreadsTest {
  private static final int RANK = 5;

  /** Their rows make many blocks, or their entries several cells, and neither divides evenly. */
  private static final List<RealMatrix> MATRICES =
      List.of(dense(4501, 60), dense(60, 4501), masked(301, 403));

  private static RealMatrix dense(int rows, int columns) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(5);
    return new DenseMatrix(rows, columns, random.doubles((long) rows * columns).toArray())
        .withUnitVariance();
  }

  private static ObservedMatrix masked(int rows, int columns) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(6);
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (random.nextDouble() < 0.6) {
          builder.add(i, j, random.nextDouble());
        }
      }
    }
    return builder.build();
  }

  private static List<Factors> draw(FactorizationLoss loss, int count, long seed) {
    List<Factors> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(Initialization.HALF_NORMAL.draw(loss, RANK, seed + i));
    }
    return points;
  }

  /** The others may still compute on memory that a failure lets go of. */
  @Test
  void aFailureIsThrownOnceAllWorkersHaveEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                Workers.of(3)
                    .forEach(
                        3,
                        (worker, item) -> {
                          if (item == 1) {
                            throw new OutOfMemoryError("native");
                          }
                          if (item == 2) {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                            ended.set(true);
                          }
                        }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(ended).isTrue();
  }

  private static Stream<Arguments> methodsAndMatrices() {
    double step = 1e-5;
    return MATRICES.stream()
        .flatMap(
            matrix ->
                Stream.of(
                        new SolverMethod.GradientDescent(step, SolverMethod.Precision.DOUBLE),
                        new SolverMethod.GradientDescent(step, SolverMethod.Precision.MIXED),
                        new SolverMethod.AcceleratedGradient(),
                        new SolverMethod.AlternatingLeastSquares(),
                        new SolverMethod.MultiplicativeUpdates())
                    .filter(
                        method ->
                            matrix instanceof DenseMatrix
                                || !method.toString().contains("precision=MIXED"))
                    .map(method -> Arguments.of(method, matrix)));
  }

  /** Everything that a solver tells, in bits. */
  private static List<Object> solve(SolverMethod method, RealMatrix matrix, int threads) {
    FactorizationLoss loss = FactorizationLoss.of(matrix, Workers.of(threads));
    List<Object> told = new ArrayList<>();
    SolverListener recorder =
        new SolverListener() {
          @Override
          public void iteration(int start, Iteration iteration, Factors next) {
            told.add(iteration.loss());
            told.add(iteration.optimalityResidual());
          }
        };
    for (Solution solution :
        new Solver(method, new StoppingRule(20, 0)).solve(loss, draw(loss, 2, 1), recorder)) {
      told.add(solution.loss());
      told.add(solution.optimalityResidual());
      told.add(bits(solution.factors()));
    }
    return told;
  }

  private static List<Double> bits(Factors factors) {
    List<Double> numbers = new ArrayList<>();
    for (double[] factor : new double[][] {factors.left(), factors.right()}) {
      for (double number : factor) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("methodsAndMatrices")
  void solversGiveEqualBits(SolverMethod method, RealMatrix matrix) {
    List<Object> expected = solve(method, matrix, 1);
    assertThat(solve(method, matrix, 2)).isEqualTo(expected);
    assertThat(solve(method, matrix, 3)).isEqualTo(expected);
  }

  private static List<Object> lines(RealMatrix matrix, int threads) {
    FactorizationLoss loss = FactorizationLoss.of(matrix, Workers.of(threads));
    List<Factors> optima = draw(loss, 19, 1);
    List<Factors> points = draw(loss, 3, 100);
    List<Object> told = new ArrayList<>();
    for (Quartic[] row : loss.alongAll(optima, points)) {
      told.addAll(List.of(row));
    }
    told.add(loss.along(optima.get(0), points.get(0)));
    told.add(loss.initialCurvatureBound());
    return told;
  }

  @ParameterizedTest
  @FieldSource("MATRICES")
  void linesHaveEqualBits(RealMatrix matrix) {
    List<Object> expected = lines(matrix, 1);
    assertThat(lines(matrix, 2)).isEqualTo(expected);
    assertThat(lines(matrix, 3)).isEqualTo(expected);
  }

  @Test
  void plantedModelsGiveEqualBits() {
    PlantedModel model = new PlantedModel(20, 20, 4, EntryLaw.halfNormal(), 0.7);
    PlantedStudy.Result expected = PlantedStudy.lines(model, 50, 1, Workers.of(1));
    assertThat(PlantedStudy.lines(model, 50, 1, Workers.of(2))).isEqualTo(expected);
    assertThat(PlantedStudy.lines(model, 50, 1, Workers.of(3))).isEqualTo(expected);
  }

  /** As a network's experiment in the same process may leave them. */
  @Test
  void threadsThatOthersGaveToOpenBlasChangeNothing() {
    FactorizationLoss loss = FactorizationLoss.of(dense(700, 400), Workers.of(1));
    double[] factor = Initialization.HALF_NORMAL.draw(loss, 300, 1).left();
    openblas.blas_set_num_threads(1);
    double[] expected = SingularValues.of(factor, 300);
    Quartic line = loss.along(draw(loss, 1, 1).get(0), draw(loss, 1, 2).get(0));
    openblas.blas_set_num_threads(2);
    assertThat(SingularValues.of(factor, 300)).isEqualTo(expected);
    openblas.blas_set_num_threads(2);
    FactorizationLoss later = FactorizationLoss.of(dense(700, 400), Workers.of(1));
    assertThat(later.along(draw(loss, 1, 1).get(0), draw(loss, 1, 2).get(0))).isEqualTo(line);
  }

  @Test
  void aWorkersFailureReachesTheCaller() {
    assertThatThrownBy(
            () ->
                Workers.of(3)
                    .forEach(
                        6,
                        (worker, item) -> {
                          if (item == 5) {
                            throw new IllegalStateException("at item 5");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("at item 5");
  }

  @Test
  void numbersOfThreadsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Workers.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads is 0");
    assertThatThrownBy(() -> Workers.of(2000)).hasMessageContaining("1 to 1024");
  }
}
