package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Units of work failed twice on a cluster. The others of their run are done and kept. */
public final class FailedUnitsException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 5;

  private final String[] failures;

  /**
   * Names the units.
   *
   * @param failures a line for each: the unit, where it failed, and why
   * @param memory the lack of memory that is a reason, or null
   */
  public FailedUnitsException(List<String> failures, OutOfMemoryError memory) {
    super(
        "%d units of work failed twice, and are missing; the others are done and kept; the same command tries the missing ones again:%n  %s%s"
            .formatted(
                failures.size(),
                failures.stream().limit(SHOWN).collect(Collectors.joining(String.format("%n  "))),
                failures.size() > SHOWN
                    ? String.format("%n  and %d more", failures.size() - SHOWN)
                    : ""),
        memory);
    this.failures = failures.toArray(new String[0]);
  }

  /** Returns one failure for several parts of a run, each of which is done otherwise. */
  public static FailedUnitsException of(List<FailedUnitsException> parts) {
    List<String> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(List.of(part.failures)));
    return new FailedUnitsException(
        all,
        parts.stream()
            .map(part -> (OutOfMemoryError) part.getCause())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }
}
