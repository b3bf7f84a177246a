package org.convexityprobe.experiment.hessian;

import org.convexityprobe.experiment.probe.CheckpointListener;

/** Hears how Hessians proceed. */
public interface HessianListener extends CheckpointListener {
  /** The work is known: products with Hessians at most, those already done among them. */
  default void planned(long products, long done) {}

  /** A checkpoint begins, or goes on after {@code runs} runs of the Lanczos process. */
  default void hessianStarted(String name, int runs) {}

  /** One more product is done. */
  default void multiplied(String name, int run) {}

  /** A run took fewer products than planned. */
  default void spared(int products) {}

  /** A checkpoint is done. */
  default void hessianDone(HessianResult result) {}
}
