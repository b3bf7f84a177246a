package org.convexityprobe.data.matrix;

import java.util.List;

/**
 * A matrix as read, and what the reader noticed.
 *
 * @param matrix the matrix
 * @param notes one line each, such as how many ratings were given twice and which was kept
 */
public record MatrixReading(RealMatrix matrix, List<String> notes) {
  /** Copies the notes. */
  public MatrixReading {
    notes = List.copyOf(notes);
  }

  static MatrixReading of(RealMatrix matrix) {
    return new MatrixReading(matrix, List.of());
  }
}
