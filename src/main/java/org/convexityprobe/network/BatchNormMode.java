package org.convexityprobe.network;

/** Which statistics batch-norm uses while a network is probed (an option of every scan). */
public enum BatchNormMode {
  /** The running statistics of the checkpoint, unperturbed. */
  RUNNING,
  /** The statistics of the batch itself, at every λ. */
  BATCH,
  /** Statistics recomputed on training images before the scan, then held fixed. */
  RECALIBRATED
}
