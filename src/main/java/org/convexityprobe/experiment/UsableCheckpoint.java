package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.TrainedNetwork;

/** Reads checkpoints so that a damaged file is told from a disk that a run cannot write to. */
final class UsableCheckpoint {
  private UsableCheckpoint() {}

  /** The file is damaged; the others of a run can still be used. */
  static final class NoneException extends Exception {
    private static final long serialVersionUID = 1L;

    NoneException(IOException failure) {
      super(failure);
    }

    IOException failure() {
      return (IOException) getCause();
    }
  }

  static TrainedNetwork read(Path zip) throws NoneException {
    try {
      return CheckpointFiles.read(zip);
    } catch (IOException e) {
      throw new NoneException(e);
    }
  }
}
