package org.convexityprobe.nmf;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.convexityprobe.data.matrix.ObservedMatrix;
import org.convexityprobe.data.matrix.ObservedMatrixBuilder;

/**
 * Factorisation with a planted solution (Assumption 1): X = U*V*, with the entries of U*, V* and of
 * every other point independent and of one law, and each entry of X observed with probability p.
 *
 * @param rows n
 * @param columns m
 * @param rank r
 * @param law of the factors' entries
 * @param observedFraction p, above 0 and at most 1
 */
public record PlantedModel(int rows, int columns, int rank, EntryLaw law, double observedFraction) {
  /** Checks the sizes. */
  public PlantedModel {
    if (rows < 1 || columns < 1 || rank < 1) {
      throw new IllegalArgumentException(
          "planted model of %d × %d at rank %d; expected sizes of at least 1"
              .formatted(rows, columns, rank));
    }
    if (!(observedFraction > 0 && observedFraction <= 1)) {
      throw new IllegalArgumentException(
          "observed fraction %s; expected above 0 and at most 1".formatted(observedFraction));
    }
  }

  /**
   * One draw of the model: the loss along two lines, divided by the number of observed entries.
   *
   * @param towardsPlanted from a random point (λ = 0) to the planted one
   * @param betweenRandom from the same random point to another
   * @param planted inner products of the first, undivided
   * @param random inner products of the second, undivided
   * @param facts3And4 Tr ŪᵀŪV̄V̄ᵀ and μ² Tr ŪᵀŪ11ᵀ of the random point, bars for centred factors
   * @param means mean entries along the second line
   */
  @SuppressWarnings("ArrayRecordComponent") // two numbers, private to the package
  record Draw(
      Quartic towardsPlanted,
      Quartic betweenRandom,
      LineProducts planted,
      LineProducts random,
      double[] facts3And4,
      Means means) {}

  /**
   * Mean entries of matrices on the line between random points, at λ = ½ (Fact 9).
   *
   * @param xHat of X̂
   * @param difference of X̂ − X
   * @param first of X̂'
   * @param second of X̂''
   */
  record Means(double xHat, double difference, double first, double second) {
    static Means of(Factors planted, Factors first, Factors second) {
      double a = PlantedProducts.meanEntry(first, first);
      double b = PlantedProducts.meanEntry(second, second);
      double across =
          PlantedProducts.meanEntry(first, second) + PlantedProducts.meanEntry(second, first);
      double xHat = (a + b + across) / 4;
      return new Means(
          xHat, xHat - PlantedProducts.meanEntry(planted, planted), b - a, 2 * (a + b - across));
    }
  }

  /** Draws X and two random points; the same seed gives the same draw. */
  Draw draw(long seed) {
    UniformRandomProvider generator = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    ContinuousSampler sampler = law.sampler(generator);
    Factors planted = point(sampler);
    Factors first = point(sampler);
    Factors second = point(sampler);
    LineProducts toPlanted;
    LineProducts toRandom;
    long observed = (long) rows * columns;
    if (observedFraction == 1) {
      toPlanted = PlantedProducts.of(first, planted, planted);
      toRandom = PlantedProducts.of(first, second, planted);
    } else {
      ObservedMatrix matrix = observe(planted, generator);
      observed = matrix.observedCount();
      toPlanted = masked(matrix, first, planted);
      toRandom = masked(matrix, first, second);
    }
    return new Draw(
        toPlanted.quartic().scaledBy(1.0 / observed),
        toRandom.quartic().scaledBy(1.0 / observed),
        toPlanted,
        toRandom,
        PlantedProducts.centredTraces(first, law.mean()),
        Means.of(planted, first, second));
  }

  private Factors point(ContinuousSampler sampler) {
    return point(rows, columns, rank, sampler);
  }

  static Factors point(int rows, int columns, int rank, ContinuousSampler sampler) {
    Factors point = Factors.zeros(rows, columns, rank);
    for (double[] factor : new double[][] {point.left(), point.right()}) {
      for (int i = 0; i < factor.length; i++) {
        factor[i] = sampler.sample();
      }
    }
    return point;
  }

  private ObservedMatrix observe(Factors planted, UniformRandomProvider generator) {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    do {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          if (generator.nextDouble() < observedFraction) {
            builder.add(i, j, planted.product(i, j));
          }
        }
      }
    } while (builder.size() == 0);
    return builder.build();
  }

  private static LineProducts masked(ObservedMatrix matrix, Factors from, Factors to) {
    double[] sums = new double[6];
    Factors delta = from.differenceTo(to);
    for (int row = 0; row < matrix.rows(); row++) {
      MaskedRow.lineProducts(matrix, from, delta, row, sums);
    }
    return new LineProducts(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  /** Returns rmnσ⁴, the unit in which the papers' facts are given. */
  double unit() {
    return (double) rank * rows * columns * law.variance() * law.variance();
  }

  @Override
  public String toString() {
    return "planted %d × %d, rank %d, %s, observed %s"
        .formatted(rows, columns, rank, law.name(), observedFraction);
  }
}
