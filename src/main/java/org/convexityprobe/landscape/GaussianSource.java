package org.convexityprobe.landscape;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Standard normal draws that depend on (seed, line) alone and are the same on every JVM.
 *
 * <p>The polar method of Marsaglia and Bray (SIAM Review 6, 1964) on {@link StrictMath}: the
 * library samplers call {@link Math#log} or {@link Math#exp}, whose last bit may differ between
 * machines.
 */
final class GaussianSource {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final UniformRandomProvider uniform;
  private double spare;
  private boolean hasSpare;

  GaussianSource(long seed, int line) {
    this.uniform = generator(seed, line);
  }

  /** Returns a generator for one stream of a seed; neighbouring streams share nothing. */
  static UniformRandomProvider generator(long seed, long stream) {
    long first = mix(seed + GOLDEN_GAMMA);
    long second = mix(first ^ mix((stream + 1) * GOLDEN_GAMMA));
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {second, mix(second + GOLDEN_GAMMA)});
  }

  double next() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * uniform.nextDouble() - 1;
      y = 2 * uniform.nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * factor;
    hasSpare = true;
    return x * factor;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a bijection that mixes. */
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
