package org.convexityprobe.execution.torch;

import org.bytedeco.pytorch.global.torch;

/** The numbers that a network on libtorch computes with. */
public enum Precision {
  /** Single precision. */
  FLOAT32(24),
  /** Double precision. */
  FLOAT64(53),
  /** Convolutions of bfloat16 numbers, all else in single precision. */
  BFLOAT16(8);

  private final int significantBits;

  Precision(int significantBits) {
    this.significantBits = significantBits;
  }

  /** Returns the significant bits of the factors of a convolution. */
  public int significantBits() {
    return significantBits;
  }

  /** Returns the type of parameters and activations. */
  torch.ScalarType type() {
    return this == FLOAT64 ? torch.ScalarType.Double : torch.ScalarType.Float;
  }
}
