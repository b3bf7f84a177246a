package org.convexityprobe.nmf;

/**
 * How an alternating solver improves one row a of a factor while the other factor B stays: the loss
 * is ½ aᵀGa − tᵀa + const, with G = Σ b bᵀ and t = Σ x b over what the row observes.
 */
@FunctionalInterface
interface RowRule {
  /**
   * Improves a row in place.
   *
   * @param factor array that holds the row at {@code start}
   * @param target array that holds t at {@code offset}
   * @param gradient array that holds Ga − t at {@code offset}; may be overwritten
   * @param gram G
   */
  void update(
      double[] factor, int start, double[] target, double[] gradient, int offset, Gram gram);
}
