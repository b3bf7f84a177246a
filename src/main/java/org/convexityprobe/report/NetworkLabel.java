package org.convexityprobe.report;

/**
 * The network and the epoch of a checkpoint, in the terms of the papers' tables.
 *
 * @param skipConnections whether the network has skip connections (Tables 2 and 4) or not (Table 5)
 * @param depth number of layers
 * @param width factor k by which the channels are multiplied
 * @param epoch epochs trained; 0 is the initialisation
 */
public record NetworkLabel(boolean skipConnections, int depth, int width, int epoch) {
  /** Checks that depth and width are positive and the epoch not negative. */
  public NetworkLabel {
    if (depth < 1 || width < 1 || epoch < 0) {
      throw new IllegalArgumentException(
          "depth %d, width %d, epoch %d; expected at least 1, 1 and 0"
              .formatted(depth, width, epoch));
    }
  }

  /** Returns the same network at another epoch. */
  public NetworkLabel atEpoch(int other) {
    return new NetworkLabel(skipConnections, depth, width, other);
  }

  /** Returns the network of another width. */
  public NetworkLabel withWidth(int other) {
    return new NetworkLabel(skipConnections, depth, other, epoch);
  }
}
