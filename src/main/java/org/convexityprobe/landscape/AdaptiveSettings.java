package org.convexityprobe.landscape;

/**
 * How an adaptive scan samples; see {@link AdaptiveScanner}.
 *
 * @param errorProbability bound on the probability that the length of a line is another one than
 *     that of the whole population, above 0 and below 0.5; 0.05 by default
 * @param firstSample members that a second difference is first decided on; 4,096 by default
 * @param growth by how much a sample grows where it does not decide, above 1; 1.3 by default
 * @param outline members that every point of the grid is evaluated on, and the noise is measured
 *     on; 512 by default; samples are multiples of it
 * @param seed seed of the order in which members are evaluated
 */
public record AdaptiveSettings(
    double errorProbability, int firstSample, double growth, int outline, long seed) {
  /** The defaults. */
  public static final AdaptiveSettings DEFAULT = new AdaptiveSettings(0.05, 4096, 1.3, 512, 1);

  /** Checks every range. */
  public AdaptiveSettings {
    if (!(errorProbability > 0 && errorProbability < 0.5)) {
      throw new IllegalArgumentException(
          "error probability: %s; expected above 0 and below 0.5".formatted(errorProbability));
    }
    if (outline < 2 || firstSample < outline) {
      throw new IllegalArgumentException(
          "outline of %d and first sample of %d members; expected 2 ≤ outline ≤ first sample"
              .formatted(outline, firstSample));
    }
    if (!(growth > 1) || Double.isInfinite(growth)) {
      throw new IllegalArgumentException("growth: %s; expected above 1".formatted(growth));
    }
  }

  /** Returns these settings with another bound on the probability of an error. */
  public AdaptiveSettings withErrorProbability(double probability) {
    return new AdaptiveSettings(probability, firstSample, growth, outline, seed);
  }

  /** Returns these settings with another seed. */
  public AdaptiveSettings withSeed(long newSeed) {
    return new AdaptiveSettings(errorProbability, firstSample, growth, outline, newSeed);
  }
}
