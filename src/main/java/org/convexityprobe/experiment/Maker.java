package org.convexityprobe.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The program and the processor that computed results. The same program gives the same bits on the
 * same processor only: other processors have other instructions, and round sums in another order.
 *
 * @param program its version and commit
 * @param processor its name, and its largest vector instructions
 */
public record Maker(String program, String processor) {
  /** Checks that both are there. */
  public Maker {
    if (program == null || processor == null) {
      throw new IllegalArgumentException(
          "made by program %s on processor %s; expected both".formatted(program, processor));
    }
  }

  /** Returns what makes numbers in this process. */
  public static Maker current() {
    return new Maker(Environment.program(), Processor.describe());
  }

  /**
   * Returns a sentence for numbers that several makers made together.
   *
   * @param makers without repetitions
   */
  public static Optional<String> warning(List<Maker> makers) {
    return makers.size() < 2
        ? Optional.empty()
        : Optional.of(
            "made by %d programs or processors, which may differ in the last digits: %s"
                .formatted(
                    makers.size(),
                    makers.stream().map(Maker::toString).collect(Collectors.joining("; "))));
  }

  @Override
  public String toString() {
    return program + " on " + processor;
  }
}
