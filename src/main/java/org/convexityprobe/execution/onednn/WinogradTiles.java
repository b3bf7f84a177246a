package org.convexityprobe.execution.onednn;

import static org.convexityprobe.execution.onednn.MinimalFiltering.PATCH;
import static org.convexityprobe.execution.onednn.MinimalFiltering.PRODUCTS;
import static org.convexityprobe.execution.onednn.MinimalFiltering.TILE;

import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;

/**
 * The tiles of a convolution by minimal filtering on a slice of images, and how many numbers each
 * stage holds. Pixels are the outer dimensions everywhere, and [images, channels] the inner ones,
 * so that each transform runs over long rows.
 *
 * @param images images of the slice
 * @param input shape of one image's input
 * @param output shape of one image's output
 * @param rows rows of tiles that are computed together
 */
record WinogradTiles(int images, Shape input, Shape output, int rows) {
  /** Bytes of transformed patches that leave room for what else is in a core's L2 cache. */
  private static final long CACHE_SHARE = 3L << 18;

  /**
   * Numbers between the places of a tile, which would otherwise lie a power of two apart, and so in
   * a few sets of the cache, while they are copied to beside each other.
   */
  private static final int PADDING = 16;

  /** Returns the tiles of a convolution, as many rows together as fit into the cache. */
  static WinogradTiles of(Node.Convolution convolution, int images) {
    return of(convolution.input(), convolution.output(), images);
  }

  /** Returns the tiles of a convolution between shapes of the same sides. */
  static WinogradTiles of(Shape input, Shape output, int images) {
    WinogradTiles one = new WinogradTiles(images, input, output, 1);
    long fitting = CACHE_SHARE / (Float.BYTES * one.transformed());
    int rows = (int) Math.max(1, Math.min(one.down(), fitting));
    while (one.down() % rows != 0) {
      rows--;
    }
    return new WinogradTiles(images, input, output, rows);
  }

  /** Tiles below each other. */
  int down() {
    return output.height() / TILE;
  }

  /** Groups of rows of tiles that are computed together. */
  int groups() {
    return down() / rows;
  }

  /** Numbers from the first row of a group to that of the next in a layout of activations. */
  long groupStep(Layout layout) {
    return (long) TILE * rows * layout.strides(output).row();
  }

  /** Tiles beside each other. */
  int across() {
    return output.width() / TILE;
  }

  /** Numbers of a pixel of the input. */
  long inputPixel() {
    return (long) images * input.channels();
  }

  /** Numbers of a pixel of the output. */
  long outputPixel() {
    return (long) images * output.channels();
  }

  /** Numbers of a row of the input with a pixel of zeros at each end. */
  long inputRow() {
    return (input.width() + 2) * inputPixel();
  }

  /** Numbers of all pixels of the output that lie in the same place of their tiles. */
  long outputPlace() {
    return (long) rows * across() * outputPixel();
  }

  /** Numbers from one such place to the next. */
  long outputStep() {
    return outputPlace() + PADDING;
  }

  /** Numbers of the input with a frame of zeros. */
  long framed() {
    return (input.height() + 2) * inputRow();
  }

  /** Numbers of the input's rows, transformed along columns. */
  long inputColumns() {
    return (long) PATCH * rows * inputRow();
  }

  /** Numbers of the transformed patches. */
  long transformed() {
    return (long) PRODUCTS * rows * across() * inputPixel();
  }

  /** Numbers of the products. */
  long products() {
    return (long) PRODUCTS * rows * across() * outputPixel();
  }

  /** Numbers of the transformed filters. */
  long filters() {
    return (long) PRODUCTS * input.channels() * output.channels();
  }

  /** Numbers of the outputs of tiles that are computed together. */
  long outputs() {
    return TILE * TILE * outputStep();
  }
}
