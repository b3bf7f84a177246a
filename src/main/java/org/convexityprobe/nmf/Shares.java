package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * Cuts work into shares. Their number depends on the data alone: sums that are kept for each share
 * and added in the order of the shares have the same bits on any number of threads.
 */
final class Shares {
  /** The most shares, and with it the most threads that a pass can use. */
  static final int MOST = 16;

  private Shares() {}

  /** Returns the first of {@code items} in a share; its last is before the next share's first. */
  static int start(int share, int shares, int items) {
    return (int) ((long) items * share / shares);
  }

  /**
   * Returns the first row of each share of a matrix, and behind them the number of rows. The shares
   * have about as many entries each.
   */
  static int[] ofRows(ObservedMatrix matrix, int shares) {
    return balanced(matrix.rowStarts(), shares);
  }

  /**
   * Returns the first line of each share, and behind them the number of lines.
   *
   * @param starts entries before each line, and behind them the number of entries
   */
  static int[] balanced(int[] starts, int shares) {
    int lines = starts.length - 1;
    int[] firsts = new int[shares + 1];
    for (int share = 1; share < shares; share++) {
      int at = Arrays.binarySearch(starts, start(share, shares, starts[lines]));
      firsts[share] = Math.max(firsts[share - 1], Math.min(lines, at < 0 ? -at - 1 : at));
    }
    firsts[shares] = lines;
    return firsts;
  }

  /** Returns the most items in a share. */
  static int largest(int[] firsts) {
    return IntStream.range(1, firsts.length).map(i -> firsts[i] - firsts[i - 1]).max().orElse(0);
  }
}
