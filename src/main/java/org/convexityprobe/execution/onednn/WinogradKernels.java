package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.convexityprobe.execution.onednn.MinimalFiltering.PRODUCTS;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;

/** One convolution by minimal filtering, as products of matrices. */
final class WinogradKernels {
  private final Program program;
  private final WinogradTiles tiles;
  private final MinimalFiltering filtering;
  private final WinogradInput input;
  private final WinogradOutput output;
  private final MatrixProduct products;
  private final MatrixProduct outputs;

  /**
   * Filters and bias as the products take them.
   *
   * @param filters transformed filters
   * @param bias of each tile, image and channel
   */
  record Loaded(FloatPointer filters, FloatPointer bias) {}

  /** Describes the stages; the products say in which layout they want filters. */
  WinogradKernels(Program program, WinogradTiles tiles, MinimalFiltering filtering) {
    this(program, tiles, filtering, null);
  }

  /**
   * Describes the stages.
   *
   * @param filterLayout layout of transformed filters; null for what the products want
   */
  WinogradKernels(
      Program program,
      WinogradTiles tiles,
      MinimalFiltering filtering,
      dnnl_memory_desc filterLayout) {
    this.program = program;
    this.tiles = tiles;
    this.filtering = filtering;
    this.input = new WinogradInput(program, tiles, filtering);
    this.output = new WinogradOutput(program, tiles);
    products = products(filterLayout);
    outputs =
        new MatrixProduct(
            program,
            "outputs of tiles",
            new MatrixProduct.Shapes(
                filtering.outputLayout(),
                program.arena().describe(dnnl_abc, 1, PRODUCTS, tiles.outputPlace()),
                program.arena().describe(dnnl_abc, 1, 1, tiles.outputPlace()),
                output.places()));
  }

  private MatrixProduct products(dnnl_memory_desc filterLayout) {
    Arena arena = program.arena();
    int inputs = tiles.input().channels();
    int outputs = tiles.output().channels();
    long pixels = (long) tiles.rows() * tiles.across() * tiles.images();
    return MatrixProduct.unbiased(
        program,
        "products of transformed patches and filters",
        arena.describe(dnnl_abc, PRODUCTS, pixels, inputs),
        filterLayout == null
            ? arena.describe(dnnl_format_tag_any, PRODUCTS, inputs, outputs)
            : filterLayout,
        arena.describe(dnnl_abc, PRODUCTS, pixels, outputs));
  }

  /** Returns what treats the input. */
  WinogradInput input() {
    return input;
  }

  /** Returns the layout in which the products want transformed filters. */
  dnnl_memory_desc filterLayout() {
    return products.right();
  }

  /**
   * Adds the steps from a framed input to the target.
   *
   * @param targets where each group of rows of tiles goes, as {@link WinogradOutput#layout}
   */
  void convolve(
      FloatPointer frame,
      WinogradBuffers buffers,
      Loaded loaded,
      List<dnnl_memory> targets,
      boolean accumulate,
      List<Primitive> steps) {
    for (int group = 0; group < tiles.groups(); group++) {
      input.transform(frame, group, buffers, steps);
      steps.add(products.of(buffers.transformed(), loaded.filters, buffers.products()));
      steps.add(outputs.of(filtering.output(), buffers.products(), loaded.bias, buffers.outputs()));
      steps.add(output.scatter(buffers.outputs(), targets.get(group), accumulate));
    }
  }
}
