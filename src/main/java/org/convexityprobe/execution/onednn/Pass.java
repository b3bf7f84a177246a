package org.convexityprobe.execution.onednn;

import org.convexityprobe.execution.plan.Shape;

/**
 * What minimal filtering does with tensors of a training plan, whatever these and the filters are.
 *
 * @param input shape of one image's input
 * @param output shape of one image's output
 */
record Pass(Shape input, Shape output, Kind kind) {
  /** What is computed. */
  enum Kind {
    CONVOLUTION,
    BIASED_CONVOLUTION,
    GRADIENT_OF_FILTERS
  }

  /** Fewest images of a slice, of those of a batch: long rows for the transforms. */
  private static final int IMAGES = 16;

  /**
   * Fewest tiles that are computed together. Each group of tiles reads the filters, which at 256
   * channels are larger than what a core's cache holds.
   */
  private static final int TILES = 64;

  /** Returns how many images are best computed together. */
  int slice() {
    return Math.max(IMAGES, TILES * MinimalFiltering.TILE / output.width());
  }

  /** Returns the tiles of a slice. */
  WinogradTiles tiles(int images) {
    return WinogradTiles.of(input, output, images);
  }
}
