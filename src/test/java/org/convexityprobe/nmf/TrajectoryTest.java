package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrajectoryTest {
  private static List<SolverMethod> methods() {
    return List.of(
        new SolverMethod.GradientDescent(4e-3, SolverMethod.Precision.DOUBLE),
        new SolverMethod.AcceleratedGradient(),
        new SolverMethod.AlternatingLeastSquares());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void gradientsPointTowardsTheOptimumOfAPlantedMatrix(SolverMethod method) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
    Factors planted = Initialization.HALF_NORMAL.draw(25, 30, 4, 1, 2);
    double[] values = new double[25 * 30];
    for (int i = 0; i < values.length; i++) {
      values[i] = planted.product(i / 30, i % 30) + 0.05 * random.nextDouble();
    }
    FactorizationLoss loss = FactorizationLoss.of(new DenseMatrix(25, 30, values));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 4, 3);
    List<TrajectoryPoint> points =
        Trajectory.measure(
                loss,
                new Solver(method, new StoppingRule(120, 0)),
                start,
                12,
                SolverListener.SILENT)
            .points();
    assertThat(points).hasSize(12);
    assertThat(points.get(0).iteration()).isZero();
    assertThat(points.get(0).loss() * loss.observedCount())
        .isEqualTo(loss.valueAt(start), offset(1e-9));
    assertThat(points.get(0).cosine()).isBetween(0.1, 1.0);
    assertThat(points.get(11).loss()).isLessThan(points.get(0).loss());
    // The curvature is that of a segment which shrinks towards the optimum, as its square.
    assertThat(points.get(11).curvature()).isLessThan(points.get(0).curvature());
  }

  /** Of the cosines, one is with the way from the start, the other with the way that is left. */
  @Test
  void cosinesAreWithTheWayFromTheStartAndWithTheWayThatIsLeft() {
    DenseMatrix matrix = new DenseMatrix(3, 2, new double[] {1, 2, 3, 4, 5, 7});
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Solver solver =
        new Solver(
            new SolverMethod.GradientDescent(2e-2, SolverMethod.Precision.DOUBLE),
            new StoppingRule(20, 0));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 3);
    List<Factors> path = new ArrayList<>(List.of(start));
    SolverListener recorder =
        new SolverListener() {
          @Override
          public void iteration(int index, Iteration iteration, Factors next) {
            path.add(next.copy());
          }
        };
    Factors optimum = solver.solve(loss, List.of(start), recorder).get(0).factors();
    List<TrajectoryPoint> points =
        Trajectory.measure(loss, solver, start, 4, SolverListener.SILENT).points();

    assertThat(points).hasSize(4);
    for (TrajectoryPoint point : points) {
      Factors here = path.get(point.iteration());
      assertThat(point.cosine())
          .isEqualTo(cosine(loss, here, start.differenceTo(optimum)), offset(1e-12));
      assertThat(point.measures().cosine())
          .isEqualTo(cosine(loss, here, here.differenceTo(optimum)), offset(1e-12));
    }
    // They tell the two apart.
    assertThat(points.get(3).cosine() - points.get(3).measures().cosine())
        .isNotCloseTo(0, offset(0.01));
  }

  private static double cosine(FactorizationLoss loss, Factors point, Factors way) {
    Factors gradient = Factors.zeros(point.rows(), point.columns(), point.rank());
    loss.gradientAt(point, gradient);
    return -gradient.dot(way) / Math.sqrt(gradient.squaredNorm() * way.squaredNorm());
  }

  /** The second walk takes as long as the first one, which at the papers' settings is hours. */
  @Test
  void theSecondWalkIsHeardAndCanBeEnded() {
    DenseMatrix matrix = new DenseMatrix(3, 2, new double[] {1, 2, 3, 4, 5, 7});
    FactorizationLoss loss = FactorizationLoss.of(matrix);
    Solver solver = new Solver(new SolverMethod.AcceleratedGradient(), new StoppingRule(30, 0));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 1, 3);
    List<Integer> heard = new ArrayList<>();
    SolverListener listener =
        new SolverListener() {
          @Override
          public void again(int number, int iterations) {
            assertThat(iterations).isEqualTo(30);
            heard.add(number);
            if (number == 7) {
              throw new CancellationException();
            }
          }
        };

    assertThatThrownBy(() -> Trajectory.measure(loss, solver, start, 5, listener))
        .isInstanceOf(CancellationException.class);
    assertThat(heard).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }
}
