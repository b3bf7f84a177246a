package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.convexityprobe.data.RandomStreams;

/** Entries n · X_pq at places (p, q) that are drawn with replacement. */
final class EntryMeasurements implements Measurements {
  private final int size;
  private final int[] rows;
  private final int[] columns;

  private EntryMeasurements(int size, int[] rows, int[] columns) {
    this.size = size;
    this.rows = rows;
    this.columns = columns;
  }

  static EntryMeasurements draw(int size, int count, long seed) {
    Ensemble.require(size, count);
    UniformRandomProvider random = RandomStreams.generator(seed, size);
    int[] rows = new int[count];
    int[] columns = new int[count];
    for (int m = 0; m < count; m++) {
      rows[m] = random.nextInt(size);
      columns[m] = random.nextInt(size);
    }
    return new EntryMeasurements(size, rows, columns);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public double[] of(Factor u, Factor v) {
    double[] measured = new double[rows.length];
    double[] a = u.values();
    double[] b = v.values();
    int rank = u.rank();
    for (int m = 0; m < measured.length; m++) {
      int p = rows[m] * rank;
      int q = columns[m] * rank;
      double sum = 0;
      for (int k = 0; k < rank; k++) {
        sum += a[p + k] * b[q + k] + b[p + k] * a[q + k];
      }
      measured[m] = size * sum / 2;
    }
    return measured;
  }

  @Override
  public Factor weighted(double[] c, Factor u) {
    int rank = u.rank();
    double[] from = u.values();
    double[] product = new double[size * rank];
    for (int m = 0; m < rows.length; m++) {
      double weight = c[m] * size / 2;
      int p = rows[m] * rank;
      int q = columns[m] * rank;
      for (int k = 0; k < rank; k++) {
        product[p + k] += weight * from[q + k];
        product[q + k] += weight * from[p + k];
      }
    }
    return new Factor(size, rank, product);
  }

  @Override
  public Measurements part(int from, int to) {
    return new EntryMeasurements(
        size, Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(columns, from, to));
  }
}
