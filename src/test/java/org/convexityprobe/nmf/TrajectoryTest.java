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
