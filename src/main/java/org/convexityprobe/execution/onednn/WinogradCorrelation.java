package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.convexityprobe.execution.onednn.MinimalFiltering.PRODUCTS;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient of the filters of a convolution by minimal filtering, Gᵀ [Σ (Bᵀ d B) ⊙ (A e Aᵀ)] G
 * over all tiles, for a patch d of inputs and the gradient e of a tile of outputs. This is the sum.
 */
final class WinogradCorrelation {
  private final WinogradTiles tiles;
  private final MinimalFiltering filtering;
  private final WinogradInput input;
  private final WinogradOutput output;
  private final MatrixProduct transform;
  private final MatrixProduct first;
  private final MatrixProduct further;

  WinogradCorrelation(Program program, WinogradTiles tiles, MinimalFiltering filtering) {
    this.tiles = tiles;
    this.filtering = filtering;
    this.input = new WinogradInput(program, tiles, filtering);
    this.output = new WinogradOutput(program, tiles);
    Arena arena = program.arena();
    transform =
        new MatrixProduct(
            program,
            "transform of gradients",
            new MatrixProduct.Shapes(
                filtering.gradientLayout(),
                output.places(),
                arena.describe(dnnl_abc, 1, PRODUCTS, tiles.outputPlace())));
    long inputs = tiles.input().channels();
    long outputs = tiles.output().channels();
    long pixels = tiles.outputPlace() / outputs;
    dnnl_memory_desc gradients =
        arena.describeStrided(
            new long[] {PRODUCTS, outputs, pixels}, new long[] {outputs * pixels, 1, outputs});
    MatrixProduct.Shapes shapes =
        new MatrixProduct.Shapes(
            gradients,
            arena.describe(dnnl_abc, PRODUCTS, pixels, inputs),
            arena.describe(dnnl_abc, PRODUCTS, outputs, inputs));
    first = new MatrixProduct(program, "products of gradients and patches", shapes);
    further =
        new MatrixProduct(
            program,
            "sum of products of gradients and patches",
            shapes,
            new Pointwise(program).sum());
  }

  /** Returns the tiles that this works on. */
  WinogradTiles tiles() {
    return tiles;
  }

  /** Returns what treats the input. */
  WinogradInput input() {
    return input;
  }

  /**
   * Adds the steps from a framed input and gradients to sums, [products, outputs, inputs].
   *
   * @param gradients of each group of rows of tiles, as {@link WinogradOutput#layout}
   * @param begin whether the sums begin here
   */
  void correlate(
      FloatPointer frame,
      WinogradBuffers buffers,
      FloatPointer sums,
      List<dnnl_memory> gradients,
      boolean begin,
      List<Primitive> steps) {
    for (int group = 0; group < tiles.groups(); group++) {
      input.transform(frame, group, buffers, steps);
      steps.add(output.gather(gradients.get(group), buffers.outputs()));
      steps.add(transform.of(filtering.gradient(), buffers.outputs(), buffers.products()));
      MatrixProduct product = begin && group == 0 ? first : further;
      steps.add(product.of(buffers.products(), buffers.transformed(), sums));
    }
  }
}
