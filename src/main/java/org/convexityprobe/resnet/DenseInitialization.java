package org.convexityprobe.resnet;

/** How the weights of the dense layer start. */
public enum DenseInitialization {
  /** N(0, 2 / fan-in), as the convolutions. */
  KAIMING,
  /** N(0, 1e-3²): logits near zero at epoch 0. */
  SMALL
}
