package org.convexityprobe.nmf;

/**
 * How a pass over a dense matrix cuts its rows: into blocks that stay in a core's cache between
 * products, and the blocks into {@link Shares}.
 *
 * @param rows all rows
 * @param size rows of a block; the last one may have fewer
 * @param shares number of shares, of about as many blocks each
 */
record RowBlocks(int rows, int size, int shares) {
  /** The largest product (multiply-adds) that OpenBLAS does without packing its operands. */
  private static final int UNPACKED_PRODUCT = 1_000_000;

  private static final int MAX_SIZE = 256;

  /** Numbers that the products of all shares may take: 128 MiB. */
  private static final int MOST_NUMBERS = 1 << 24;

  /**
   * Returns how a matrix is cut for products with factors side by side.
   *
   * @param rows of the matrix
   * @param rowLength numbers in a row
   * @param columns of all factors together
   */
  static RowBlocks of(int rows, int rowLength, int columns) {
    int unpacked = UNPACKED_PRODUCT / (columns * rowLength);
    int size = unpacked < 16 ? MAX_SIZE : Math.min(MAX_SIZE, unpacked / 8 * 8);
    size = Math.min(rows, size);
    int count = (rows + size - 1) / size;
    int fitting = MOST_NUMBERS / (columns * rowLength);
    return new RowBlocks(rows, size, Math.max(1, Math.min(fitting, Math.min(Shares.MOST, count))));
  }

  /** Returns the number of blocks. */
  int count() {
    return (rows + size - 1) / size;
  }

  /** Returns the first row of a share. */
  int start(int share) {
    return Math.min(rows, Shares.start(share, shares, count()) * size);
  }

  /** Returns the longest chain of additions in a sum over all rows. */
  int longestSum() {
    return size + (count() + shares - 1) / shares + shares;
  }
}
