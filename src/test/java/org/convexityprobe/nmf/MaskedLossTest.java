package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.ObservedMatrix;
import org.convexityprobe.data.matrix.ObservedMatrixBuilder;
import org.convexityprobe.data.matrix.RealMatrix;
import org.junit.jupiter.api.Test;

class MaskedLossTest extends FactorizationLossContract {
  @Override
  RealMatrix matrix(int rows, int columns, long seed) {
    return matrix(rows, columns, 0.7, seed);
  }

  private static ObservedMatrix matrix(int rows, int columns, double fraction, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        // Row 2 stays empty: nothing observed there may move or disturb anything.
        if (i != 2 && random.nextDouble() < fraction) {
          builder.add(i, j, random.nextDouble());
        }
      }
    }
    return builder.build();
  }

  @Override
  double direct(RealMatrix matrix, Factors point) {
    ObservedMatrix observed = (ObservedMatrix) matrix;
    double sum = 0;
    for (int i = 0; i < observed.rows(); i++) {
      for (int t = observed.rowStarts()[i]; t < observed.rowStarts()[i + 1]; t++) {
        double e = point.product(i, observed.columnIndices()[t]) - observed.values()[t];
        sum += e * e;
      }
    }
    return sum / 2;
  }

  @Test
  void gradientCountsEveryEntryOnceWhereTheMatrixIsCutIntoCells() {
    ObservedMatrix matrix = matrix(40, 9000, 0.3, 21);
    Factors point = Initialization.HALF_NORMAL.draw(40, 9000, 20, 1, 22);
    Factors expected = Factors.zeros(40, 9000, 20);
    for (int i = 0; i < 40; i++) {
      for (int t = matrix.rowStarts()[i]; t < matrix.rowStarts()[i + 1]; t++) {
        int j = matrix.columnIndices()[t];
        double e = point.product(i, j) - matrix.values()[t];
        for (int k = 0; k < 20; k++) {
          expected.left()[i * 20 + k] += e * point.right()[j * 20 + k];
          expected.right()[j * 20 + k] += e * point.left()[i * 20 + k];
        }
      }
    }
    Factors gradient = Factors.zeros(40, 9000, 20);
    MaskedLoss cut = new MaskedLoss(matrix, Workers.of(3));
    assertThat(cut.grid().size()).isGreaterThan(3);
    double loss = cut.gradientAt(point, gradient);
    assertThat(loss).isEqualTo(direct(matrix, point), offset(1e-9 * loss));
    assertThat(gradient.differenceTo(expected).squaredNorm())
        .isLessThan(1e-24 * expected.squaredNorm());
  }

  @Test
  void curvatureBoundIsThatOfTheDenseLossWhenEverythingIsObserved() {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(7, 4);
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 4; j++) {
        builder.add(i, j, 2);
      }
    }
    // Power method to 1e-4.
    assertThat(new MaskedLoss(builder.build(), Workers.of(1)).initialCurvatureBound())
        .isEqualTo(2 * (7 + 4), offset(0.01));
  }
}
