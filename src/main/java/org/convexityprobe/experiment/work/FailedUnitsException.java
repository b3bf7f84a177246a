package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Units of work failed twice on a cluster. The others of their run are done and kept. */
public final class FailedUnitsException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 5;

  /**
   * Names the units.
   *
   * @param failures a line for each: the unit, where it failed, and why
   * @param others how many other units are done
   */
  public FailedUnitsException(List<String> failures, int others) {
    super(
        "%d units of work failed twice, and are missing; %d others are done and kept; the same command tries the missing ones again:%n  %s%s"
            .formatted(
                failures.size(),
                others,
                failures.stream().limit(SHOWN).collect(Collectors.joining(String.format("%n  "))),
                failures.size() > SHOWN
                    ? String.format("%n  and %d more", failures.size() - SHOWN)
                    : ""));
  }
}
