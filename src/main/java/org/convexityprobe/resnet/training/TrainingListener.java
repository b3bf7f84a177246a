package org.convexityprobe.resnet.training;

import java.nio.file.Path;
import org.convexityprobe.resnet.EpochMetrics;

/** Receives the progress of a training run. */
public interface TrainingListener {
  /** A run starts or goes on, with {@code batches} batches an epoch. */
  default void started(int epoch, int epochs, int batches) {}

  /** A batch is done; {@code loss} is its mean loss. */
  default void batchDone(int epoch, int batch, double loss) {}

  /** An epoch is done. */
  default void epochDone(EpochMetrics metrics) {}

  /** A checkpoint was written. */
  default void checkpointWritten(Path file) {}
}
