package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.RealMatrix;
import org.junit.jupiter.api.Test;

class DenseLossTest extends FactorizationLossContract {
  @Override
  RealMatrix matrix(int rows, int columns, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    return new DenseMatrix(rows, columns, random.doubles((long) rows * columns).toArray());
  }

  @Override
  double direct(RealMatrix matrix, Factors point) {
    double sum = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        double e = point.product(i, j) - ((DenseMatrix) matrix).get(i, j);
        sum += e * e;
      }
    }
    return sum / 2;
  }

  /** On any machine with two cores or more, one of the workers has nothing to do. */
  @Test
  void fewerRowsThanWorkersAreEnough() {
    FactorizationLoss loss = FactorizationLoss.of(new DenseMatrix(1, 1, new double[] {2}));
    Factors point = new Factors(1, 1, 1, new double[] {3}, new double[] {0.5});
    Factors gradient = Factors.zeros(1, 1, 1);
    assertThat(loss.gradientAt(point, gradient)).isEqualTo(0.125);
    assertThat(gradient.left()).containsExactly(-0.25);
    assertThat(gradient.right()).containsExactly(-1.5);
  }
}
