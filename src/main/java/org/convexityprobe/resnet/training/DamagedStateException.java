package org.convexityprobe.resnet.training;

import java.io.IOException;

/** The saved state of a training run is damaged, or is that of another network. */
public final class DamagedStateException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedStateException(IOException cause) {
    super(
        cause.getMessage() + "; remove this file to train the network from the start again", cause);
  }
}
