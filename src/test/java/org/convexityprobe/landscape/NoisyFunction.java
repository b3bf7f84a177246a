package org.convexityprobe.landscape;

import java.util.SplittableRandom;

/** A smooth function with Gaussian noise that is a deterministic function of λ and a seed. */
record NoisyFunction(LineFunction smooth, double sigma, long seed) implements LineFunction {
  @Override
  public double valueAt(double lambda) {
    long bits = Double.doubleToLongBits(lambda) + 0x9E3779B97F4A7C15L * seed;
    return smooth.valueAt(lambda) + sigma * new SplittableRandom(bits).nextGaussian();
  }
}
