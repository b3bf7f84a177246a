package org.convexityprobe.execution.plan;

/**
 * How the multiply-adds of a convolution are carried out.
 *
 * <p>Matrix units of processors multiply bfloat16 numbers, of 8 significant bits, and add the exact
 * products up in single precision, many times as fast as single-precision units do. A sum of two
 * such numbers is nearly a single-precision one, and a convolution of sums is a sum of convolutions
 * of their parts, of which the smallest is left out. The name is oneMKL's. See Henry, Tang and
 * Heinecke, <i>Leveraging the bfloat16 Artificial Intelligence Datatype For Higher-Precision
 * Computations</i>, ARITH 2019.
 */
public enum Arithmetic {
  /** Single precision: 24 significant bits. */
  FP32,
  /** Each factor a sum of two parts, and three products: about 16 significant bits. */
  BF16X2
}
