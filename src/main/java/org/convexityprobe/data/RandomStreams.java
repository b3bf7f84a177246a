package org.convexityprobe.data;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random streams addressed by numbers: the same address gives the same stream on every JVM and in
 * every order of use, so that shuffling, augmentation and synthetic images need no saved state.
 */
public final class RandomStreams {
  private RandomStreams() {}

  /**
   * Mixes a seed and an address, such as epoch and image index, into a seed of its own: each part
   * goes through the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
   */
  static long derive(long seed, long... address) {
    long state = new SplitMix64(seed).nextLong();
    for (long part : address) {
      state = new SplitMix64(state ^ part).nextLong();
    }
    return state;
  }

  /** Returns the generator at an address. */
  public static UniformRandomProvider generator(long seed, long... address) {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(derive(seed, address));
  }
}
