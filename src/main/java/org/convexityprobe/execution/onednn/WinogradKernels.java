package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.convexityprobe.execution.onednn.MinimalFiltering.PATCH;
import static org.convexityprobe.execution.onednn.MinimalFiltering.PRODUCTS;
import static org.convexityprobe.execution.onednn.MinimalFiltering.TAPS;
import static org.convexityprobe.execution.onednn.MinimalFiltering.TILE;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Filters;

/**
 * One convolution by minimal filtering, as products of matrices.
 *
 * <p>Patches of neighbouring tiles overlap, which a batch of matrices must not do in oneDNN: the
 * transform along columns is one product for each row of tiles, that along rows one for each column
 * of tiles. Transformed patches are [column of the patch, row of the patch, row of tiles, column of
 * tiles, images, channels]. A row of the patch and a row of tiles are then one dimension of a
 * batch, as oneDNN gives wrong results for batches of two dimensions whose steps differ between the
 * operands.
 */
final class WinogradKernels {
  private final Program program;
  private final WinogradTiles tiles;
  private final MinimalFiltering filtering;
  private final MatrixProduct inputColumns;
  private final MatrixProduct inputRows;
  private final MatrixProduct products;
  private final MatrixProduct outputColumns;
  private final MatrixProduct outputRows;

  /**
   * Filters and bias as the products take them.
   *
   * @param filters transformed filters
   * @param bias of each image and channel
   */
  record Loaded(FloatPointer filters, FloatPointer bias) {}

  WinogradKernels(Program program, WinogradTiles tiles, MinimalFiltering filtering) {
    this.program = program;
    this.tiles = tiles;
    this.filtering = filtering;
    long rows = tiles.rows();
    long inputRow = tiles.inputRow();
    long inputPixel = tiles.inputPixel();
    long outputPixel = tiles.outputPixel();
    long inputTiles = tiles.across() * inputPixel;
    long outputTiles = tiles.across() * outputPixel;
    dnnl_memory_desc patches = matrices(PATCH * rows, PATCH, inputPixel, inputRow, inputPixel);
    inputColumns =
        product(
            "patches' columns",
            filtering.inputLayout(),
            matrices(1, PATCH, inputRow, PATCH * inputRow, inputRow),
            matrices(1, PATCH, inputRow, PATCH * rows * inputRow, rows * inputRow));
    inputRows =
        product(
            "patches' rows",
            filtering.inputLayout(),
            patches,
            matrices(PATCH * rows, PATCH, inputPixel, inputTiles, PATCH * rows * inputTiles));
    products = products();
    outputColumns =
        product(
            "tiles' columns",
            filtering.outputLayout(),
            matrices(PATCH, PATCH, outputTiles, PATCH * rows * outputTiles, rows * outputTiles),
            matrices(PATCH, TILE, outputTiles, rows * TILE * outputTiles, outputTiles));
    dnnl_memory_desc tileRows =
        matrices(rows * TILE, PATCH, outputPixel, outputTiles, rows * TILE * outputTiles);
    dnnl_memory_desc outputs =
        matrices(rows * TILE, TILE, outputPixel, tiles.outputRow(), outputPixel);
    outputRows =
        new MatrixProduct(
            program,
            "tiles' rows",
            new MatrixProduct.Shapes(
                filtering.outputLayout(),
                tileRows,
                program.arena().describe(dnnl_abc, 1, 1, outputPixel),
                outputs));
  }

  private MatrixProduct product(
      String name, dnnl_memory_desc left, dnnl_memory_desc right, dnnl_memory_desc target) {
    return new MatrixProduct(program, name, new MatrixProduct.Shapes(left, right, target));
  }

  /** Describes matrices whose rows are dense, and lie {@code rowStep} numbers apart. */
  private dnnl_memory_desc matrices(long count, long rows, long columns, long step, long rowStep) {
    return program
        .arena()
        .describeStrided(new long[] {count, rows, columns}, new long[] {step, rowStep, 1});
  }

  private MatrixProduct products() {
    Arena arena = program.arena();
    int inputs = tiles.input().channels();
    int outputs = tiles.output().channels();
    long pixels = (long) tiles.rows() * tiles.across() * tiles.images();
    return product(
        "products of transformed patches and filters",
        arena.describe(dnnl_abc, PRODUCTS, pixels, inputs),
        arena.describe(dnnl_format_tag_any, PRODUCTS, inputs, outputs),
        arena.describe(dnnl_abc, PRODUCTS, pixels, outputs));
  }

  /**
   * Prepares the transform of filters, which runs whenever they change.
   *
   * @param scratch room for the transformed filters of one convolution
   */
  Loaded load(Filters filters, FilterTensors values, FloatPointer scratch) {
    return new Loaded(transform(filters, values, scratch), repeat(filters, values));
  }

  /** The filters lie as [outputs · inputs, taps], and become [products, outputs · inputs]. */
  private FloatPointer transform(Filters filters, FilterTensors values, FloatPointer scratch) {
    Arena arena = program.arena();
    long inputs = tiles.input().channels();
    long outputs = tiles.output().channels();
    long pairs = inputs * outputs;
    values.whenLoading(
        product(
                "transform of filters",
                filtering.filterLayout(),
                arena.describeStrided(
                    new long[] {1, TAPS, pairs}, new long[] {TAPS * pairs, 1, TAPS}),
                arena.describe(dnnl_abc, 1, PRODUCTS, pairs))
            .of(filtering.filter(), values.plainWeights(filters), scratch));
    dnnl_memory_desc found =
        arena.describeStrided(
            new long[] {PRODUCTS, inputs, outputs}, new long[] {pairs, 1, inputs});
    dnnl_memory_desc wanted = products.right();
    FloatPointer ordered = program.arena().numbers(dnnl_memory_desc_get_size(wanted) / Float.BYTES);
    values.whenLoading(
        new Pointwise(program)
            .reorder(found, arena.tensor(found, scratch), wanted, arena.tensor(wanted, ordered)));
    return ordered;
  }

  /** Repeats the bias for each image. */
  private FloatPointer repeat(Filters filters, FilterTensors values) {
    Arena arena = program.arena();
    int outputs = tiles.output().channels();
    float[] ones = new float[tiles.images()];
    Arrays.fill(ones, 1);
    FloatPointer images = program.arena().numbers(ones.length);
    images.put(ones, 0, ones.length);
    FloatPointer repeated = program.arena().numbers(tiles.outputPixel());
    values.whenLoading(
        product(
                "bias of each image",
                arena.describe(dnnl_abc, 1, ones.length, 1),
                arena.describe(dnnl_abc, 1, 1, outputs),
                arena.describe(dnnl_abc, 1, ones.length, outputs))
            .of(images, values.plainBias(filters), repeated));
    return repeated;
  }

  /** Copies activations into the frame of zeros. */
  Primitive frame(dnnl_memory source, FloatPointer frame) {
    Arena arena = program.arena();
    dnnl_memory_desc from = program.layout().describe(arena, tiles.images(), tiles.input());
    dnnl_memory_desc inside =
        pixels(
            tiles.input().channels(),
            tiles.input().height(),
            tiles.input().width(),
            tiles.inputRow());
    FloatPointer first = frame.getPointer(tiles.inputRow() + tiles.inputPixel());
    return new Pointwise(program).reorder(from, source, inside, arena.tensor(inside, first));
  }

  /** Copies the outputs to the target, or adds them to it. */
  Primitive unframe(FloatPointer outputs, dnnl_memory target, boolean accumulate) {
    Arena arena = program.arena();
    dnnl_memory_desc from =
        pixels(
            tiles.output().channels(),
            tiles.output().height(),
            tiles.output().width(),
            tiles.outputRow());
    dnnl_memory_desc to = program.layout().describe(arena, tiles.images(), tiles.output());
    dnnl_memory source = arena.tensor(from, outputs);
    Pointwise pointwise = new Pointwise(program);
    return accumulate
        ? pointwise.accumulate(from, source, to, target)
        : pointwise.reorder(from, source, to, target);
  }

  /** Describes [images, channels, rows, columns] that lie as [rows, columns, images, channels]. */
  private dnnl_memory_desc pixels(long channels, long height, long width, long row) {
    return program
        .arena()
        .describeStrided(
            new long[] {tiles.images(), channels, height, width},
            new long[] {channels, 1, row, tiles.images() * channels});
  }

  /** Adds the steps from a framed input to the outputs. */
  void convolve(
      FloatPointer frame,
      WinogradConvolutions.Buffers buffers,
      Loaded loaded,
      List<Primitive> steps) {
    for (int first = 0; first < tiles.down(); first += tiles.rows()) {
      transformInput(frame, first, buffers, steps);
      steps.add(products.of(buffers.transformed(), loaded.filters, buffers.products()));
      transformOutput(buffers, loaded, first, steps);
    }
  }

  private void transformInput(
      FloatPointer frame, int first, WinogradConvolutions.Buffers buffers, List<Primitive> steps) {
    for (int row = 0; row < tiles.rows(); row++) {
      steps.add(
          inputColumns.of(
              filtering.input(),
              frame.getPointer(tiles.inputRow() * TILE * (first + row)),
              buffers.inputColumns().getPointer(row * tiles.inputRow())));
    }
    for (int column = 0; column < tiles.across(); column++) {
      steps.add(
          inputRows.of(
              filtering.input(),
              buffers.inputColumns().getPointer(tiles.inputPixel() * TILE * column),
              buffers.transformed().getPointer(column * tiles.inputPixel())));
    }
  }

  private void transformOutput(
      WinogradConvolutions.Buffers buffers, Loaded loaded, int first, List<Primitive> steps) {
    long outputTiles = tiles.across() * tiles.outputPixel();
    for (int row = 0; row < tiles.rows(); row++) {
      steps.add(
          outputColumns.of(
              filtering.output(),
              buffers.products().getPointer(row * outputTiles),
              buffers.outputColumns().getPointer(outputTiles * TILE * row)));
    }
    for (int column = 0; column < tiles.across(); column++) {
      steps.add(
          outputRows.of(
              filtering.output(),
              buffers.outputColumns().getPointer(column * tiles.outputPixel()),
              loaded.bias,
              buffers
                  .outputs()
                  .getPointer(
                      tiles.outputRow() * TILE * first + tiles.outputPixel() * TILE * column)));
    }
  }
}
