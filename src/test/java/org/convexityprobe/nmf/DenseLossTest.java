package org.convexityprobe.nmf;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.DenseMatrix;
import org.convexityprobe.data.matrix.RealMatrix;

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
}
