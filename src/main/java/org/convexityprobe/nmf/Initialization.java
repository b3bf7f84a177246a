package org.convexityprobe.nmf;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random starting points: entries of U and V independent, from a law scaled so that E[UV] = x̄, the
 * mean of the observed entries.
 *
 * @param law the entries' law; only its shape matters
 */
public record Initialization(EntryLaw law) {
  /** Half-normal |N(0, s²)| with s = √(π x̄ / (2r)), as in the papers. */
  public static final Initialization HALF_NORMAL = new Initialization(EntryLaw.halfNormal());

  /** Uniform on [0, 2√(x̄ / r)]. */
  public static final Initialization UNIFORM = new Initialization(EntryLaw.uniform());

  /**
   * Draws a starting point.
   *
   * @param mean x̄ of the data the factors are for
   * @param seed the same seed draws the same point
   * @throws IllegalArgumentException if the mean is not positive
   */
  public Factors draw(int rows, int columns, int rank, double mean, long seed) {
    if (!(mean > 0)) {
      throw new IllegalArgumentException(
          "the mean of the data is %g; expected a mean above 0, to which starts are scaled"
              .formatted(mean));
    }
    double scale = Math.sqrt(mean / rank) / law.mean();
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    ContinuousSampler sampler = law.sampler(random);
    Factors factors = Factors.zeros(rows, columns, rank);
    fill(factors.left(), sampler, scale);
    fill(factors.right(), sampler, scale);
    return factors;
  }

  /** Draws a starting point for a loss, matching its data's mean. */
  public Factors draw(FactorizationLoss loss, int rank, long seed) {
    return draw(loss.rows(), loss.columns(), rank, loss.mean(), seed);
  }

  private static void fill(double[] factor, ContinuousSampler sampler, double scale) {
    for (int i = 0; i < factor.length; i++) {
      factor[i] = scale * sampler.sample();
    }
  }
}
