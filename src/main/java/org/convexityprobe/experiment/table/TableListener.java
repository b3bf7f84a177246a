package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.probe.CheckpointListener;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.resnet.training.TrainingListener;

/** Hears how a table is made. */
public interface TableListener {
  /** Returns who hears of the training of one network. */
  TrainingListener training(TableNetwork network);

  /** Returns who hears of the probing of one network's checkpoints. */
  ProbeListener probing(TableNetwork network);

  /**
   * A network could not be trained to the end: its training diverged, or its state is damaged. If
   * this returns, the others are finished; unless overridden it throws the failure, which ends the
   * run.
   */
  default void networkFailed(TableNetwork network, Exception failure) throws IOException {
    CheckpointListener.rethrow(failure);
  }

  /** A network of the grid is trained and probed. */
  default void networkDone(TableNetwork network, List<CheckpointResult> results) {}
}
