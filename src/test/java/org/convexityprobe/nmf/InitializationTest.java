package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitializationTest {
  private static final int SIZE = 4000;

  /** Returns the mean over all entries of UV. */
  private static double meanOfProduct(Factors factors) {
    double mean = 0;
    for (int k = 0; k < factors.rank(); k++) {
      double left = 0;
      double right = 0;
      for (int i = 0; i < SIZE; i++) {
        left += factors.left()[i * factors.rank() + k] / SIZE;
        right += factors.right()[i * factors.rank() + k] / SIZE;
      }
      mean += left * right;
    }
    return mean;
  }

  /**
   * The mean of each component is off by 0.76 / √4000 of itself where entries are half-normal and
   * less where they are uniform, and a product of two by 1.7 %: with three errors, 5 %.
   */
  @Test
  void theProductOfAStartHasTheMeanOfTheData() {
    for (Initialization law : List.of(Initialization.HALF_NORMAL, Initialization.UNIFORM)) {
      for (int rank : new int[] {1, 4, 9}) {
        for (double mean : new double[] {0.02, 1, 7}) {
          double found = meanOfProduct(law.draw(SIZE, SIZE, rank, mean, 3));
          assertThat(found / mean)
              .as("%s, rank %d", law.law().name(), rank)
              .isCloseTo(1, within(0.05));
        }
      }
    }
  }

  @Test
  void startsOfALossHaveItsMean() {
    FactorizationLoss loss = FactorizationLoss.of(new DenseMatrix(2, 2, new double[] {1, 2, 3, 6}));
    Factors start = Initialization.HALF_NORMAL.draw(loss, 2, 5);

    assertThat(start.left()).isEqualTo(Initialization.HALF_NORMAL.draw(2, 2, 2, 3, 5).left());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void dataWithoutAPositiveMeanHasNoStart(double mean) {
    assertThatThrownBy(() -> Initialization.HALF_NORMAL.draw(3, 3, 1, mean, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a mean above 0");
  }
}
