package org.convexityprobe.experiment.probe;

import java.io.IOException;

/** Receives the checkpoints that a run cannot use. */
public interface CheckpointListener {
  /**
   * A checkpoint cannot be used: its file is damaged ({@code IOException}), or its numbers or its
   * loss are not finite ({@code NotFiniteException}). If this returns, the others are finished;
   * unless overridden it throws the failure, which ends the run.
   */
  default void checkpointFailed(String name, Exception failure) throws IOException {
    rethrow(failure);
  }

  /** Throws a failure on, as what it is. */
  static void rethrow(Exception failure) throws IOException {
    if (failure instanceof IOException file) {
      throw file;
    }
    if (failure instanceof RuntimeException other) {
      throw other;
    }
    throw new IllegalStateException(failure);
  }
}
