package org.convexityprobe.nmf;

import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The law of a non-negative matrix entry, with the two moments that the theory needs.
 *
 * @param name how results call it
 * @param mean μ
 * @param variance σ²
 * @param samplers makes a sampler from a source of randomness
 */
public record EntryLaw(
    String name,
    double mean,
    double variance,
    Function<UniformRandomProvider, ContinuousSampler> samplers) {

  /** Checks the moments. */
  public EntryLaw {
    if (!(mean > 0) || !(variance > 0)) {
      throw new IllegalArgumentException(
          "law %s: mean %g, variance %g; expected both positive".formatted(name, mean, variance));
    }
  }

  /** |N(0, 1)|: mean √(2/π), variance 1 − 2/π. */
  public static EntryLaw halfNormal() {
    return new EntryLaw(
        "half-normal",
        Math.sqrt(2 / Math.PI),
        1 - 2 / Math.PI,
        random -> {
          ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
          return () -> Math.abs(normal.sample());
        });
  }

  /** Uniform on [0, 1]. */
  public static EntryLaw uniform() {
    return new EntryLaw("uniform", 0.5, 1.0 / 12, random -> random::nextDouble);
  }

  /** Exponential with mean 1. */
  public static EntryLaw exponential() {
    return new EntryLaw("exponential", 1, 1, ZigguratSampler.Exponential::of);
  }

  /**
   * This law times an independent Bernoulli variable: an entry is zero with probability 1 − p.
   *
   * @param probability p of a non-zero entry, above 0 and at most 1
   */
  public EntryLaw thinned(double probability) {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "thinning probability %s; expected above 0 and at most 1".formatted(probability));
    }
    double second = variance + mean * mean;
    double thinnedMean = probability * mean;
    return new EntryLaw(
        "%s × Bernoulli(%s)".formatted(name, probability),
        thinnedMean,
        probability * second - thinnedMean * thinnedMean,
        random -> {
          ContinuousSampler entry = samplers.apply(random);
          return () -> random.nextDouble() < probability ? entry.sample() : 0;
        });
  }

  /** Returns ρ = μ²/σ², which decides how much room Theorem 1 has. */
  public double ratio() {
    return mean * mean / variance;
  }

  ContinuousSampler sampler(UniformRandomProvider random) {
    return samplers.apply(random);
  }
}
