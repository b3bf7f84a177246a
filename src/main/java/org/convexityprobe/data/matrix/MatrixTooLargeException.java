package org.convexityprobe.data.matrix;

import java.nio.file.Path;

/** A matrix that does not fit in memory, refused before its entries are read. */
public final class MatrixTooLargeException extends MatrixFileException {
  private static final long serialVersionUID = 1L;

  /** Most rows, and most columns, of a matrix of which some entries are observed. */
  static final int MAX_SIDE = 10_000_000;

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
    long free = free();
    if (2 * bytes > free) {
      // Garbage counts as used until it is collected.
      System.gc();
      free = free();
    }
    // Reading needs the matrix and, for a while, a copy in the file's own order.
    if (2 * bytes > free || (double) rows * columns > Integer.MAX_VALUE - 8) {
      throw new MatrixTooLargeException(
          file,
          ("a dense %d × %d matrix takes %.1f GiB and as much again while reading; the Java heap"
                  + " has %.1f GiB free, so save a part of it as a file of its own, or raise"
                  + " CONVEXITY_HEAP, such as CONVEXITY_HEAP=16g")
              .formatted(rows, columns, bytes / (1 << 30), free / (double) (1 << 30)));
    }
  }

  /**
   * Checks that more numbers of a table fit into the Java heap beside those that were read.
   *
   * @param rows rows that were read
   * @param numbers how many numbers there must be room for
   * @throws MatrixTooLargeException if there is none
   */
  static void requireRoom(Path file, long rows, long columns, long numbers)
      throws MatrixFileException {
    long bytes = 8 * numbers;
    long free = free();
    if (bytes > free) {
      System.gc(); // Garbage counts as used until it is collected.
      free = free();
    }
    if (bytes > free) {
      throw new MatrixTooLargeException(
          file,
          ("a table of at least %d rows and %d columns takes %.1f GiB more while reading; the Java"
                  + " heap has %.1f GiB free, so save a part of it as a file of its own, or raise"
                  + " CONVEXITY_HEAP, such as CONVEXITY_HEAP=16g")
              .formatted(rows, columns, bytes / (double) (1 << 30), free / (double) (1 << 30)));
    }
  }

  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /**
   * Checks that a matrix of observed entries has no side so long that it is rather an id.
   *
   * @throws MatrixTooLargeException if one is longer than {@link #MAX_SIDE}
   */
  static void requireSides(Path file, long rows, long columns) throws MatrixFileException {
    if (Math.max(rows, columns) > MAX_SIDE) {
      throw new MatrixTooLargeException(
          file,
          "a matrix of %d × %d; expected at most %d rows and as many columns"
              .formatted(rows, columns, MAX_SIDE));
    }
  }
}
