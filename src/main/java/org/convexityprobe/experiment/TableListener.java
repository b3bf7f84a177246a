package org.convexityprobe.experiment;

import java.util.List;
import org.convexityprobe.resnet.TrainingListener;

/** Hears how a table is made. */
public interface TableListener {
  /** Returns who hears of the training of one network. */
  TrainingListener training(TableNetwork network);

  /** Returns who hears of the probing of one network's checkpoints. */
  ProbeListener probing(TableNetwork network);

  /** A network of the grid is trained and probed. */
  default void networkDone(TableNetwork network, List<CheckpointResult> results) {}
}
