package org.convexityprobe.data.matrix;

import java.nio.file.Path;

/** A matrix that does not fit in memory, refused before its entries are read. */
public final class MatrixTooLargeException extends MatrixFileException {
  private static final long serialVersionUID = 1L;

  private MatrixTooLargeException(Path file, String problem) {
    super(file, problem);
  }

  /**
   * Checks that a dense matrix fits into the Java heap.
   *
   * @throws MatrixTooLargeException if it does not
   */
  static void require(Path file, long rows, long columns) throws MatrixFileException {
    if (rows < 1 || columns < 1) {
      throw new MatrixFileException(
          file, "a matrix of %d × %d; expected at least one entry".formatted(rows, columns));
    }
    double bytes = 8.0 * rows * columns;
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    // Reading needs the matrix and, for a while, a copy in the file's own order.
    if (2 * bytes > free || (double) rows * columns > Integer.MAX_VALUE - 8) {
      throw new MatrixTooLargeException(
          file,
          ("a dense %d × %d matrix takes %.1f GiB and as much again while reading; the Java heap has"
                  + " %.1f GiB free, so use a part of it or a larger heap")
              .formatted(rows, columns, bytes / (1 << 30), free / (double) (1 << 30)));
    }
  }
}
