package org.convexityprobe.experiment.config;

import java.nio.file.Path;

/**
 * Which directions a probe takes, and whether it writes them down.
 *
 * @param file tensors of one direction, what is absent being zero; null for random directions
 * @param save whether each line's direction is written to the run's folder
 */
public record DirectionConfig(Path file, boolean save) {
  /** Random directions that are not written: their seed is enough to draw them again. */
  public static final DirectionConfig RANDOM = new DirectionConfig(null, false);

  /** Checks that a given direction is asked for as the one line that it is. */
  public void requireLines(int lines) {
    if (file != null && lines != 1) {
      throw new IllegalArgumentException(
          "lines is %d; the direction of %s is one line".formatted(lines, file));
    }
  }
}
