package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Initialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealMatrixTest {
  private static ObservedMatrix observed() {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(4, 3);
    builder.add(3, 0, 5);
    builder.add(0, 2, 2);
    builder.add(0, 1, 1);
    builder.add(2, 2, 4);
    return builder.build();
  }

  @Test
  void entriesAreSortedByRowAndColumn() {
    ObservedMatrix matrix = observed();
    assertThat(matrix.rowStarts()).containsExactly(0, 2, 2, 3, 4);
    assertThat(matrix.columnIndices()).containsExactly(1, 2, 2, 0);
    assertThat(matrix.values()).containsExactly(1, 2, 4, 5);
    assertThat(matrix.observedFraction()).isEqualTo(4 / 12.0);
  }

  @Test
  void transposingTwiceGivesTheMatrix() {
    ObservedMatrix matrix = observed();
    assertThat(matrix.transposed().values()).containsExactly(5, 1, 2, 4);
    ObservedMatrix twice = matrix.transposed().transposed();
    assertThat(twice.rowStarts()).isEqualTo(matrix.rowStarts());
    assertThat(twice.columnIndices()).isEqualTo(matrix.columnIndices());
    assertThat(twice.values()).isEqualTo(matrix.values());
    DenseMatrix dense = new DenseMatrix(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    assertThat(dense.transposed().values()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void unitVarianceScalesByTheDeviationOfObservedEntriesWithoutCentring() {
    RealMatrix matrix = observed().withUnitVariance();
    MatrixStatistics statistics = MatrixStatistics.of(matrix);
    assertThat(statistics.standardDeviation()).isEqualTo(1, offset(1e-15));
    assertThat(statistics.mean()).isEqualTo(3 / Math.sqrt(2.5), offset(1e-15));
  }

  @Test
  void emptyRowsAreCountedAndDropped() {
    MatrixStatistics statistics = MatrixStatistics.of(observed());
    assertThat(statistics.emptyRows()).isEqualTo(1);
    assertThat(statistics.emptyColumns()).isZero();
    RealMatrix smaller = MatrixSampling.withoutEmpty(MatrixReading.of(observed())).matrix();
    assertThat(smaller.rows()).isEqualTo(3);
    assertThat(smaller.values()).containsExactly(1, 2, 4, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "1;NaN;2, 1 entries are NaN or infinite",
    "1;-3;2, 1 entries are negative (smallest -3",
    "0;0;0, all observed entries are zero",
    "2;2;2, all observed entries equal 2",
    // Their sum is not ten times as much.
    "0.1;0.1;0.1;0.1;0.1;0.1;0.1;0.1;0.1;0.1, all observed entries equal 0.1"
  })
  void matricesThatCannotBeFactorisedAreRefused(String entries, String problem) {
    double[] values =
        java.util.Arrays.stream(entries.split(";", -1)).mapToDouble(Double::parseDouble).toArray();
    DenseMatrix matrix = new DenseMatrix(1, values.length, values);
    assertThatThrownBy(matrix::withUnitVariance)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void clippingLeavesNoNegativeEntries() {
    DenseMatrix matrix = new DenseMatrix(1, 3, new double[] {1, -3, 2});
    assertThat(MatrixSampling.clipNegative(matrix).values()).containsExactly(1, 0, 2);
  }

  @Test
  void subsamplesAreSeededAndKeepTheOrder() {
    SyntheticMatrix synthetic = new SyntheticMatrix(40, 30, 3, 0.1, 0.5, 7);
    RealMatrix matrix = synthetic.make();
    RealMatrix half = MatrixSampling.subsample(matrix, 0.5, 1);
    assertThat(half.rows()).isEqualTo(20);
    assertThat(half.columns()).isEqualTo(15);
    assertThat(half.values()).isEqualTo(MatrixSampling.subsample(matrix, 0.5, 1).values());
    assertThat(half.values()).isNotEqualTo(MatrixSampling.subsample(matrix, 0.5, 2).values());
    assertThat(MatrixSampling.subsample(matrix, 1, 1)).isSameAs(matrix);
  }

  @Test
  void syntheticMatricesHaveTheShapeAndShareAskedFor() {
    RealMatrix part = new SyntheticMatrix(200, 300, 4, 0.2, 0.1, 3).make();
    // 60,000 entries at 0.1: a standard error of 0.0012; four of them.
    assertThat(part.observedFraction()).isEqualTo(0.1, offset(0.005));
    assertThat(MatrixStatistics.of(part).minimum()).isNotNegative();
    RealMatrix whole = new SyntheticMatrix(20, 30, 4, 0, 1, 3).make();
    assertThat(whole).isInstanceOf(DenseMatrix.class);
    assertThat(whole.observedCount()).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5})
  void startsOfTheSameSeedAreNotTheFactorsOfASyntheticMatrix(double observed) {
    for (long seed = 1; seed <= 3; seed++) {
      RealMatrix matrix = new SyntheticMatrix(60, 50, 10, 0.1, observed, seed).make();
      FactorizationLoss loss = FactorizationLoss.of(matrix.withUnitVariance());
      double same = loss.valueAt(Initialization.HALF_NORMAL.draw(loss, 10, seed));
      double other = loss.valueAt(Initialization.HALF_NORMAL.draw(loss, 10, seed + 10));
      // At the factors, only the noise remains: its variance is 0.01 of that of the matrix.
      assertThat(same).isBetween(other / 2, other * 2);
    }
  }

  @Test
  void factorsOfASyntheticMatrixFitIntoArrays() {
    assertThatThrownBy(() -> new SyntheticMatrix(30, 20, Integer.MAX_VALUE, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a rank of at most 71582787");
    assertThatThrownBy(() -> new SyntheticMatrix(100_000, 100_000, 1, 0, 1, 1).make())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 10000000000 entries");
  }

  @Test
  void entriesOutsideTheMatrixAreRefused() {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(2, 2);
    assertThatThrownBy(() -> builder.add(2, 0, 1)).hasMessageContaining("(2, 0)");
    assertThatThrownBy(() -> new ObservedMatrixBuilder().build())
        .hasMessageContaining("no entry is observed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p1000, 0x1p-1000})
  void entriesWhoseSquaresAreNoNumbersHaveADeviation(double unit) {
    double[] entries = {1 * unit, 2 * unit, 3 * unit, 6 * unit};
    MatrixStatistics statistics = MatrixStatistics.of(new DenseMatrix(2, 2, entries));
    // Powers of two lose no digit.
    assertThat(statistics.mean()).isEqualTo(3 * unit);
    assertThat(statistics.standardDeviation()).isEqualTo(Math.sqrt(3.5) * unit);
    statistics.requireFactorizable();
    double[] tiny = {0x1p-1070, 0x1p-1069};
    assertThatThrownBy(() -> new DenseMatrix(1, 2, tiny).withUnitVariance())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too small to divide by");
  }
}
