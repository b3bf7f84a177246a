package org.convexityprobe.resnet;

/** How a residual block of He et al. 2016 carries its input around the convolutions. */
public enum Shortcut {
  /** 1×1 convolution and batch-norm where the shape changes (option B), identity elsewhere. */
  PROJECTION,
  /** Every other pixel and zero-padded channels where the shape changes (option A). */
  IDENTITY,
  /** No skip connections at all (Table 5 of the papers). */
  NONE
}
