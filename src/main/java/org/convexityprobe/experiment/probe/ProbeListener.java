package org.convexityprobe.experiment.probe;

import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.landscape.LineScan;

/** Receives the progress of a probe. */
public interface ProbeListener extends CheckpointListener {
  /** The work is known, as far as it can be: evaluations, those already done among them. */
  default void planned(long evaluations, long done) {}

  /** A checkpoint's lines begin, or go on at {@code lines} that are done. */
  default void checkpointStarted(String name, int lines) {}

  /**
   * Evaluations of the loss are done.
   *
   * @param evaluations how many
   * @param more by how many the work has grown, or shrunk, against what was planned
   */
  default void evaluated(String checkpoint, int line, int evaluations, int more) {}

  /** Evaluations are known from an earlier start; as {@link #evaluated} otherwise. */
  default void known(String checkpoint, int line, int evaluations, int more) {}

  /** Lines that are to come are expected to take more evaluations than was planned, or fewer. */
  default void foreseen(long more) {}

  /** A line is done and in the journal. */
  default void lineDone(String checkpoint, LineScan scan) {}

  /** A checkpoint is done. */
  default void checkpointDone(CheckpointResult result) {}
}
