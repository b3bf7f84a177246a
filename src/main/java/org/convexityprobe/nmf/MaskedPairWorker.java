package org.convexityprobe.nmf;

import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * One share of {@link MaskedPairs}. For a chunk of a row's entries it gathers the rows of V of
 * every optimum and point once, lets matrix products form s for all pairs, and sums.
 */
final class MaskedPairWorker implements AutoCloseable {
  /** Entries at a time: s for 50 × 50 pairs then takes 0.6 MB, within a core's own cache. */
  private static final int CHUNK = 32;

  private final ObservedMatrix matrix;
  private final List<Factors> optima;
  private final List<Factors> points;
  private final PairSums sums;
  private final int rank;
  private final int optimaCount;
  private final int pointCount;
  private final double[] gathered;
  private final double[] mixed;
  private final double[] a;
  private final double[] b;
  private final double[] x = new double[CHUNK];
  private final double[] leftRows;
  private final DoublePointer optimaRows;
  private final DoublePointer pointRows;
  private final DoublePointer optimaGathered;
  private final DoublePointer pointsGathered;
  private final DoublePointer product;

  MaskedPairWorker(
      ObservedMatrix matrix, List<Factors> optima, List<Factors> points, PairSums sums) {
    this.matrix = matrix;
    this.optima = optima;
    this.points = points;
    this.sums = sums;
    rank = optima.get(0).rank();
    optimaCount = optima.size();
    pointCount = points.size();
    int widest = Math.max(optimaCount, pointCount);
    gathered = new double[widest * CHUNK * rank];
    leftRows = new double[widest * rank];
    mixed = new double[pointCount * CHUNK];
    a = new double[optimaCount * CHUNK];
    b = new double[pointCount * CHUNK];
    optimaRows = new DoublePointer((long) optimaCount * rank);
    pointRows = new DoublePointer((long) pointCount * rank);
    optimaGathered = new DoublePointer((long) optimaCount * CHUNK * rank);
    pointsGathered = new DoublePointer((long) pointCount * CHUNK * rank);
    product = new DoublePointer((long) optimaCount * pointCount * CHUNK);
  }

  /** Adds the entries of one row. */
  void add(int row) {
    int end = matrix.rowStarts()[row + 1];
    int start = matrix.rowStarts()[row];
    if (start == end) {
      return;
    }
    loadRow(optima, row, optimaRows);
    loadRow(points, row, pointRows);
    for (int first = start; first < end; first += CHUNK) {
      addChunk(row, first, Math.min(CHUNK, end - first));
    }
  }

  private void loadRow(List<Factors> sets, int row, DoublePointer into) {
    for (int set = 0; set < sets.size(); set++) {
      System.arraycopy(sets.get(set).left(), row * rank, leftRows, set * rank, rank);
    }
    into.put(leftRows, 0, sets.size() * rank);
  }

  private void addChunk(int row, int first, int count) {
    for (int t = 0; t < count; t++) {
      x[t] = matrix.values()[first + t];
    }
    sums.squaredData += LinearAlgebra.dot(x, 0, x, 0, count);
    gather(new Side(optima, a, sums.optimum, optimaGathered), row, first, count);
    gather(new Side(points, b, sums.point, pointsGathered), row, first, count);
    int width = pointCount * count;
    // Row a of the product: u_a · v_b for every (b, entry) …
    Blas.productTransposed(
        optimaCount, width, rank, optimaRows, rank, pointsGathered, rank, 0, product, width);
    for (int set = 0; set < optimaCount; set++) {
      // … to which u_b · v_a is added, seen as a matrix of points × entries.
      DoublePointer plane = Blas.at(product, (long) set * width);
      Blas.productTransposed(
          pointCount,
          count,
          rank,
          pointRows,
          rank,
          Blas.at(optimaGathered, (long) set * count * rank),
          rank,
          1,
          plane,
          count);
      plane.get(mixed, 0, width);
      sumPairs(set, count);
    }
  }

  /**
   * The optima or the points.
   *
   * @param sets their factors
   * @param products receives (UV) of each set at the entries of a chunk
   * @param sums receives sums over the entries
   * @param rows receives the chunk's rows of V of every set
   */
  @SuppressWarnings("ArrayRecordComponent") // buffers
  private record Side(List<Factors> sets, double[] products, double[] sums, DoublePointer rows) {}

  /** Gathers the chunk's rows of V of every set, and sums what concerns a set alone. */
  private void gather(Side side, int row, int first, int count) {
    List<Factors> sets = side.sets;
    double[] own = side.products;
    double[] ownSums = side.sums;
    int next = 0;
    for (int set = 0; set < sets.size(); set++) {
      double[] left = sets.get(set).left();
      double[] right = sets.get(set).right();
      double squares = 0;
      double data = 0;
      for (int t = 0; t < count; t++) {
        System.arraycopy(right, matrix.columnIndices()[first + t] * rank, gathered, next, rank);
        double value = LinearAlgebra.dot(left, row * rank, gathered, next, rank);
        own[set * count + t] = value;
        squares += value * value;
        data += value * x[t];
        next += rank;
      }
      ownSums[2 * set] += squares;
      ownSums[2 * set + 1] += data;
    }
    side.rows.put(gathered, 0, next);
  }

  private void sumPairs(int set, int count) {
    for (int point = 0; point < pointCount; point++) {
      double ss = 0;
      double sa = 0;
      double sb = 0;
      double sx = 0;
      double ab = 0;
      int own = set * count;
      int other = point * count;
      for (int t = 0; t < count; t++) {
        double s = mixed[other + t];
        double at = a[own + t];
        double bt = b[other + t];
        ss = Math.fma(s, s, ss);
        sa = Math.fma(s, at, sa);
        sb = Math.fma(s, bt, sb);
        sx = Math.fma(s, x[t], sx);
        ab = Math.fma(at, bt, ab);
      }
      int to = 5 * (set * pointCount + point);
      sums.pair[to] += ss;
      sums.pair[to + 1] += sa;
      sums.pair[to + 2] += sb;
      sums.pair[to + 3] += sx;
      sums.pair[to + 4] += ab;
    }
  }

  @Override
  public void close() {
    optimaRows.close();
    pointRows.close();
    optimaGathered.close();
    pointsGathered.close();
    product.close();
  }
}
