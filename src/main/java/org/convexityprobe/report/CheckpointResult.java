package org.convexityprobe.report;

import java.util.List;
import java.util.Optional;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;

/**
 * What was measured around one point of parameter space.
 *
 * @param name the checkpoint's name, unique in a run
 * @param network which cell of the papers' tables it is; null if it is none
 * @param summary the lines together
 * @param lines the lines one by one
 */
public record CheckpointResult(
    String name, NetworkLabel network, LengthSummary summary, List<LineScan> lines) {
  /** Copies the list. */
  public CheckpointResult {
    lines = List.copyOf(lines);
  }

  /** Returns which cell of the papers' tables this is, if it is one. */
  public Optional<NetworkLabel> cell() {
    return Optional.ofNullable(network);
  }
}
