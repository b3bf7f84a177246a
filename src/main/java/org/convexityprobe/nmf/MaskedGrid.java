package org.convexityprobe.nmf;

import java.util.Arrays;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * Cuts the observed entries into a square of cells: blocks of rows by tiles of columns. A gradient
 * pass does the cells in rounds. In a round each block meets another tile, so that no two cells
 * write to the same rows of a gradient, and each row of either gradient gets its terms in an order
 * that does not depend on the number of threads. (The schedule is that of distributed stochastic
 * gradient descent: Gemulla et al., KDD 2011.) While a cell is done, its rows of V and of ∂ℓ/∂Vᵀ
 * stay in the core's cache.
 */
final class MaskedGrid {
  /** Entries of a cell, on average, that are worth waiting for the others of its round. */
  private static final int CELL_ENTRIES = 4096;

  /** Entries of a row in a tile, on average, that are worth going through the rows once more. */
  private static final int ROW_ENTRIES = 12;

  private final int size;
  private final int[] blocks;
  private final int[][] bounds;

  MaskedGrid(ObservedMatrix matrix) {
    double byCell = Math.sqrt((double) matrix.observedCount() / CELL_ENTRIES);
    double byRow = (double) matrix.observedCount() / ((double) matrix.rows() * ROW_ENTRIES);
    size = (int) Math.max(1, Math.min(Shares.MOST, Math.min(byCell, byRow)));
    blocks = Shares.ofRows(matrix, size);
    int[] tiles = Shares.balanced(columnStarts(matrix), size);
    bounds = new int[size + 1][];
    for (int tile = 0; tile <= size; tile++) {
      bounds[tile] = entriesFrom(matrix, tiles[tile]);
    }
  }

  private static int[] columnStarts(ObservedMatrix matrix) {
    int[] starts = new int[matrix.columns() + 1];
    for (int t = 0; t < matrix.observedCount(); t++) {
      starts[matrix.columnIndices()[t] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    return starts;
  }

  /** Returns the first entry of each row that stands in this column or a later one. */
  private static int[] entriesFrom(ObservedMatrix matrix, int column) {
    int[] starts = matrix.rowStarts();
    int[] entries = new int[matrix.rows()];
    for (int row = 0; row < entries.length; row++) {
      int at = Arrays.binarySearch(matrix.columnIndices(), starts[row], starts[row + 1], column);
      entries[row] = at < 0 ? -at - 1 : at;
    }
    return entries;
  }

  /** What is done with a cell. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Handles the entries of rows {@code first} to before {@code end} that lie between bounds.
     *
     * @param block number of the block of rows
     * @param from first entry of each row of the matrix
     * @param to one past the last entry of each row of the matrix
     */
    void visit(int block, int first, int end, int[] from, int[] to);
  }

  /** Visits all cells, those of a block one after the other. */
  void forEach(Workers workers, Visitor visitor) {
    for (int round = 0; round < size; round++) {
      int shift = round;
      workers.forEach(
          size,
          (worker, block) -> {
            int tile = (block + shift) % size;
            visitor.visit(block, blocks[block], blocks[block + 1], bounds[tile], bounds[tile + 1]);
          });
    }
  }

  /** Returns the number of blocks, and of tiles. */
  int size() {
    return size;
  }

  /** Returns the most entries of a cell. */
  int largestCell() {
    int largest = 0;
    for (int block = 0; block < size; block++) {
      for (int tile = 0; tile < size; tile++) {
        int entries = 0;
        for (int row = blocks[block]; row < blocks[block + 1]; row++) {
          entries += bounds[tile + 1][row] - bounds[tile][row];
        }
        largest = Math.max(largest, entries);
      }
    }
    return largest;
  }
}
