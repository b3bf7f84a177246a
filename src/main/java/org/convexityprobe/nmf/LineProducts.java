package org.convexityprobe.nmf;

/**
 * Inner products of the three parts of the residual along a line, Ŵ(λ) = W0 + λ W1 + λ² W2: W0 =
 * U_aV_a − X, W1 = ΔU V_a + U_a ΔV, W2 = ΔU ΔV.
 */
record LineProducts(double w0w0, double w0w1, double w0w2, double w1w1, double w1w2, double w2w2) {

  /** Returns ½‖Ŵ(λ)‖². */
  Quartic quartic() {
    return new Quartic(0.5 * w0w0, w0w1, 0.5 * w1w1 + w0w2, w1w2, 0.5 * w2w2);
  }
}
