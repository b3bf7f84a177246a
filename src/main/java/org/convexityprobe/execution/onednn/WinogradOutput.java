package org.convexityprobe.execution.onednn;

import static org.convexityprobe.execution.onednn.MinimalFiltering.TILE;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Copies a group of rows of tiles between activations and matrices, [row and column of a pixel in
 * its tile] × [row of tiles, column of tiles, images, channels].
 */
final class WinogradOutput {
  private final Program program;
  private final WinogradTiles tiles;

  WinogradOutput(Program program, WinogradTiles tiles) {
    this.program = program;
    this.tiles = tiles;
  }

  /**
   * Copies the outputs of tiles that are computed together to the target, or adds them to it.
   *
   * @param target where their first row goes
   */
  Primitive scatter(FloatPointer outputs, dnnl_memory target, boolean accumulate) {
    Arena arena = program.arena();
    dnnl_memory_desc from = insideTiles();
    dnnl_memory source = arena.tensor(from, outputs);
    Pointwise pointwise = new Pointwise(program);
    return accumulate
        ? pointwise.accumulate(from, source, layout(), target)
        : pointwise.reorder(from, source, layout(), target);
  }

  /**
   * Copies activations to where their tiles are transformed.
   *
   * @param source where the first row of the group is
   */
  Primitive gather(dnnl_memory source, FloatPointer places) {
    dnnl_memory_desc to = insideTiles();
    return new Pointwise(program).reorder(layout(), source, to, program.arena().tensor(to, places));
  }

  /** Describes the matrix of a group. */
  dnnl_memory_desc places() {
    long step = tiles.outputStep();
    return program
        .arena()
        .describeStrided(
            new long[] {1, TILE * TILE, tiles.outputPlace()},
            new long[] {TILE * TILE * step, step, 1});
  }

  /** Describes [images, blocks, channels of a block, rows of tiles, 4, columns of tiles, 4]. */
  private dnnl_memory_desc insideTiles() {
    long block = program.layout().block(tiles.output());
    long step = tiles.outputStep();
    long pixel = tiles.outputPixel();
    int channels = tiles.output().channels();
    return program
        .arena()
        .describeStrided(
            sizesOfTiles(),
            new long[] {channels, block, 1, tiles.across() * pixel, TILE * step, pixel, step});
  }

  /** Describes the same in the layout of activations. */
  dnnl_memory_desc layout() {
    Layout.Strides strides = program.layout().strides(tiles.output());
    return program
        .arena()
        .describeStrided(
            sizesOfTiles(),
            new long[] {
              tiles.output().elements(),
              strides.block(),
              1,
              TILE * strides.row(),
              strides.row(),
              TILE * strides.column(),
              strides.column()
            });
  }

  private long[] sizesOfTiles() {
    long block = program.layout().block(tiles.output());
    long blocks = tiles.output().channels() / block;
    return new long[] {tiles.images(), blocks, block, tiles.rows(), TILE, tiles.across(), TILE};
  }
}
