package org.convexityprobe.experiment.config;

/**
 * What is computed of a Hessian.
 *
 * @param eigenvalues how many eigenvalues at each end of the spectrum
 * @param steps most products with the Hessian for them
 * @param tolerance largest residual of these eigenvalues, relative to the largest absolute one
 * @param probes random vectors for trace, norm and density
 * @param probeSteps products with the Hessian for each of them
 */
public record HessianConfig(
    int eigenvalues, int steps, double tolerance, int probes, int probeSteps) {
  /** Enough for three digits of the ends, and for a smooth density. */
  public static final HessianConfig DEFAULT = new HessianConfig(3, 100, 1e-3, 10, 40);

  private static final int MOST = 10_000;

  /** Checks the numbers. */
  public HessianConfig {
    require("eigenvalues", eigenvalues, 1);
    require("steps", steps, 2 * eigenvalues);
    require("probes", probes, 2);
    require("probeSteps", probeSteps, 1);
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException(
          "tolerance is %s; expected more than 0 and less than 1".formatted(tolerance));
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(
          "%s is %d; expected %d to %d".formatted(name, value, least, MOST));
    }
  }

  /**
   * Returns the most products with the Hessian in one run of the Lanczos process.
   *
   * @param run 0 for the ends of the spectrum, from 1 for a random vector
   */
  public int steps(int run) {
    return run == 0 ? steps : probeSteps;
  }

  /** Returns the most products with the Hessian of one checkpoint. */
  public long products() {
    return steps + (long) probes * probeSteps;
  }
}
