package org.convexityprobe.landscape;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Populations whose terms are known. */
final class TestPopulation implements PopulationFunction {
  /** The term of one member. */
  @FunctionalInterface
  interface Term {
    double at(double lambda, int member);
  }

  private final int size;
  private final Term term;

  /** All terms at the points of a grid, where the same are asked for again and again. */
  private final Map<Double, double[]> known = new HashMap<>();

  TestPopulation(int size, Term term) {
    this.size = size;
    this.term = term;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double[] termsAt(double lambda, int[] members) {
    double[] all = known.get(lambda);
    double[] terms = new double[members.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = all == null ? term.at(lambda, members[i]) : all[members[i]];
    }
    return terms;
  }

  @Override
  public double resolution() {
    return 0;
  }

  /** Keeps all terms at the points of a grid. */
  TestPopulation known(ScanGrid grid) {
    for (int point = 0; point < grid.points(); point++) {
      double lambda = grid.lambda(point);
      known.put(lambda, IntStream.range(0, size).mapToDouble(j -> term.at(lambda, j)).toArray());
    }
    return this;
  }

  /** Returns the mean over all members. */
  LineFunction mean() {
    int[] all = IntStream.range(0, size).toArray();
    return lambda -> SampledLineFunction.mean(termsAt(lambda, all));
  }
}
