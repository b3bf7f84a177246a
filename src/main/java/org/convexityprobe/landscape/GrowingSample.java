package org.convexityprobe.landscape;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * The terms of a population at the points of a grid, as far as they were evaluated: at each point
 * those of the first members in one random order, so that any points share the shorter one's
 * members.
 */
final class GrowingSample {
  private final PopulationFunction function;
  private final ScanGrid grid;
  private final ScanProgress progress;
  private final int[] order;
  private final double[][] terms;
  private final double[] means;
  private final boolean[] finite;

  /**
   * Draws the order; nothing is evaluated yet.
   *
   * @param line stream of the seed
   */
  GrowingSample(
      PopulationFunction function, ScanGrid grid, long seed, int line, ScanListener listener) {
    this.function = function;
    this.grid = grid;
    this.progress = new ScanProgress(listener);
    order = IntStream.range(0, function.size()).toArray();
    // The complement keeps this stream apart from that of the direction.
    ArraySampler.shuffle(GaussianSource.generator(~seed, line), order);
    terms = new double[grid.points()][0];
    means = new double[grid.points()];
    finite = new boolean[grid.points()];
  }

  /** Announces evaluations of members that are to come. */
  void plan(int members) {
    progress.plan(members);
  }

  /** Returns N. */
  int population() {
    return order.length;
  }

  /** Returns how many members were evaluated at a point. */
  int size(int point) {
    return terms[point].length;
  }

  /** Returns how many evaluations of a member were made. */
  int evaluations() {
    return progress.done();
  }

  /** Evaluates members at a point until there are as many as this. */
  void grow(int point, int size) {
    int have = size(point);
    if (size <= have) {
      return;
    }
    double[] more = evaluate(grid.lambda(point), have, size);
    terms[point] = Arrays.copyOf(terms[point], size);
    System.arraycopy(more, 0, terms[point], have, more.length);
    means[point] = SampledLineFunction.mean(terms[point]);
    finite[point] = Arrays.stream(terms[point]).allMatch(Double::isFinite);
  }

  /** Returns whether all terms at a point that was evaluated are finite. */
  boolean isFinite(int point) {
    return finite[point];
  }

  /** Returns the mean of the terms at a point that was evaluated. */
  double mean(int point) {
    return means[point];
  }

  /**
   * Returns the mean over the first members anywhere on the line, as a function of λ.
   *
   * @param size number of members
   * @param known a point of the grid where so many members were evaluated
   */
  LineFunction meanOfFirst(int size, int known) {
    return new LineFunction() {
      @Override
      public double valueAt(double lambda) {
        return SampledLineFunction.mean(
            lambda == grid.lambda(known)
                ? Arrays.copyOf(terms[known], size)
                : evaluate(lambda, 0, size));
      }

      @Override
      public double resolution() {
        return function.resolution();
      }
    };
  }

  /** Returns how many members three points have in common. */
  int common(int left, int middle, int right) {
    return Math.min(size(middle), Math.min(size(left), size(right)));
  }

  /** Returns what the members that three points have in common say of their second difference. */
  SampleMoments difference(int left, int middle, int right) {
    double[] differences = new double[common(left, middle, right)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = DyadicTriples.difference(terms[left][i], terms[middle][i], terms[right][i]);
    }
    return SampleMoments.of(differences, population());
  }

  private double[] evaluate(double lambda, int from, int to) {
    progress.checkCancelled();
    double[] values = function.termsAt(lambda, Arrays.copyOfRange(order, from, to));
    progress.count(values.length);
    return values;
  }
}
