package org.convexityprobe.report;

import org.convexityprobe.landscape.Spectrum;

/**
 * What is compared of the Hessian of one checkpoint's loss.
 *
 * @param result the run that it comes from
 * @param checkpoint the checkpoint's name in its run
 * @param network the network and epoch, in words
 * @param images number of images that the loss is a mean over
 * @param parameters number of learnt parameters
 * @param largest λ_max, with the largest distance to an eigenvalue
 * @param smallest λ_min, likewise
 * @param convexity |λ_min / λ_max| (Li et al. 2018, § 6); 0 where no eigenvalue is negative
 * @param convexityError how far the residuals of both eigenvalues can move it, to first order
 * @param trace Tr H, with its standard error over random vectors
 * @param traceOverFrobenius Tr H / ‖H‖_F
 */
public record HessianRow(
    String result,
    String checkpoint,
    String network,
    int images,
    int parameters,
    Spectrum.Eigenvalue largest,
    Spectrum.Eigenvalue smallest,
    double convexity,
    double convexityError,
    Spectrum.Mean trace,
    double traceOverFrobenius) {
  /**
   * Takes what is compared from a spectrum.
   *
   * @param result the run that it comes from
   * @param checkpoint the checkpoint's name in its run
   * @param network the network and epoch, in words
   * @param images number of images that the loss is a mean over
   */
  public static HessianRow of(
      String result, String checkpoint, String network, int images, Spectrum spectrum) {
    Spectrum.Eigenvalue largest = spectrum.largest().get(0);
    Spectrum.Eigenvalue smallest = spectrum.smallest().get(0);
    return new HessianRow(
        result,
        checkpoint,
        network,
        images,
        spectrum.size(),
        largest,
        smallest,
        spectrum.convexity(),
        (smallest.residual() + spectrum.convexity() * largest.residual())
            / Math.abs(largest.value()),
        spectrum.trace(),
        spectrum.traceOverNorm());
  }

  /** Returns the same with other words for its network. */
  public HessianRow named(String words) {
    return new HessianRow(
        result,
        checkpoint,
        words,
        images,
        parameters,
        largest,
        smallest,
        convexity,
        convexityError,
        trace,
        traceOverFrobenius);
  }
}
