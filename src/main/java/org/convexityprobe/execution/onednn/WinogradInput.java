package org.convexityprobe.execution.onednn;

import static org.convexityprobe.execution.onednn.MinimalFiltering.PATCH;
import static org.convexityprobe.execution.onednn.MinimalFiltering.TILE;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Shape;

/**
 * Transforms patches of an input.
 *
 * <p>Patches of neighbouring tiles overlap, which a batch of matrices must not do in oneDNN: the
 * transform along columns is one product for each row of tiles, that along rows one for each column
 * of tiles. Transformed patches are [column of the patch, row of the patch, row of tiles, column of
 * tiles, images, channels]. A row of the patch and a row of tiles are then one dimension of a
 * batch, as oneDNN gives wrong results for batches of two dimensions whose steps differ between the
 * operands.
 */
final class WinogradInput {
  private final Program program;
  private final WinogradTiles tiles;
  private final MinimalFiltering filtering;
  private final MatrixProduct columns;
  private final MatrixProduct rows;

  WinogradInput(Program program, WinogradTiles tiles, MinimalFiltering filtering) {
    this.program = program;
    this.tiles = tiles;
    this.filtering = filtering;
    long rows = tiles.rows();
    long inputRow = tiles.inputRow();
    long inputPixel = tiles.inputPixel();
    long inputTiles = tiles.across() * inputPixel;
    dnnl_memory_desc patches = matrices(PATCH * rows, PATCH, inputPixel, inputRow, inputPixel);
    columns =
        MatrixProduct.unbiased(
            program,
            "patches' columns",
            filtering.inputLayout(),
            matrices(1, PATCH, inputRow, PATCH * inputRow, inputRow),
            matrices(1, PATCH, inputRow, PATCH * rows * inputRow, rows * inputRow));
    this.rows =
        MatrixProduct.unbiased(
            program,
            "patches' rows",
            filtering.inputLayout(),
            patches,
            matrices(PATCH * rows, PATCH, inputPixel, inputTiles, PATCH * rows * inputTiles));
  }

  /** Describes matrices whose rows are dense, and lie {@code rowStep} numbers apart. */
  private dnnl_memory_desc matrices(long count, long height, long width, long step, long rowStep) {
    return program
        .arena()
        .describeStrided(new long[] {count, height, width}, new long[] {step, rowStep, 1});
  }

  /**
   * Copies the activations of one image into the frame of zeros. Images are copied one after the
   * other: together, so many channels that lie a power of two apart would be read side by side that
   * they would drive each other out of the cache.
   *
   * @param source the activations of the image
   */
  Primitive frame(dnnl_memory source, int image, FloatPointer frame) {
    Arena arena = program.arena();
    Shape input = tiles.input();
    dnnl_memory_desc from = program.layout().describe(arena, 1, input);
    dnnl_memory_desc inside = pixels(1, input, tiles.inputRow(), tiles.inputPixel());
    FloatPointer first =
        frame.getPointer(tiles.inputRow() + tiles.inputPixel() + (long) image * input.channels());
    return new Pointwise(program).reorder(from, source, inside, arena.tensor(inside, first));
  }

  /** Describes [images, channels, rows, columns] that lie as [rows, columns, images, channels]. */
  private dnnl_memory_desc pixels(int images, Shape shape, long row, long pixel) {
    return program
        .arena()
        .describeStrided(
            new long[] {images, shape.channels(), shape.height(), shape.width()},
            new long[] {shape.channels(), 1, row, pixel});
  }

  /** Transforms the patches of a group of rows of tiles. */
  void transform(FloatPointer frame, int group, WinogradBuffers buffers, List<Primitive> steps) {
    for (int row = 0; row < tiles.rows(); row++) {
      steps.add(
          columns.of(
              filtering.input(),
              frame.getPointer(tiles.inputRow() * TILE * (group * tiles.rows() + row)),
              buffers.inputColumns().getPointer(row * tiles.inputRow())));
    }
    for (int column = 0; column < tiles.across(); column++) {
      steps.add(
          rows.of(
              filtering.input(),
              buffers.inputColumns().getPointer(tiles.inputPixel() * TILE * column),
              buffers.transformed().getPointer(column * tiles.inputPixel())));
    }
  }
}
