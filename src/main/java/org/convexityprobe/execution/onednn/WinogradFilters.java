package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.convexityprobe.execution.onednn.MinimalFiltering.PRODUCTS;
import static org.convexityprobe.execution.onednn.MinimalFiltering.TAPS;

import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;

/**
 * What brings filters and bias of a convolution by minimal filtering to where products want them.
 */
final class WinogradFilters {
  private final Program program;
  private final WinogradTiles tiles;
  private final MinimalFiltering filtering;
  private final dnnl_memory_desc wanted;

  /**
   * Prepares the transforms.
   *
   * @param wanted see {@link WinogradKernels#filterLayout}
   */
  WinogradFilters(
      Program program, WinogradTiles tiles, MinimalFiltering filtering, dnnl_memory_desc wanted) {
    this.program = program;
    this.tiles = tiles;
    this.filtering = filtering;
    this.wanted = wanted;
  }

  /** Returns the layout of the transformed filters. */
  dnnl_memory_desc layout() {
    return wanted;
  }

  /** Returns how many numbers the transformed filters take. */
  long numbers() {
    return dnnl_memory_desc_get_size(wanted) / Float.BYTES;
  }

  /**
   * Transforms filters that lie as [outputs, inputs, taps].
   *
   * @param scratch room for {@link WinogradTiles#filters} numbers
   * @param ordered room for {@link #numbers} numbers: the result
   */
  void transform(
      FloatPointer weights,
      FloatPointer scratch,
      FloatPointer ordered,
      Consumer<? super Primitive> steps) {
    long inputs = tiles.input().channels();
    transform(weights, filtering.filter(), new long[] {1, inputs}, scratch, ordered, steps);
  }

  /**
   * Transforms the filters of the convolution whose inputs' gradient this one computes. They lie as
   * [inputs, outputs, taps], and are rotated by 180 degrees.
   */
  void transformRotated(
      FloatPointer weights,
      FloatPointer scratch,
      FloatPointer ordered,
      Consumer<? super Primitive> steps) {
    long outputs = tiles.output().channels();
    transform(weights, filtering.rotatedFilter(), new long[] {outputs, 1}, scratch, ordered, steps);
  }

  /**
   * Makes [products, pairs of channels] from [pairs, taps], and orders them.
   *
   * @param strides of inputs and of outputs among the pairs
   */
  private void transform(
      FloatPointer weights,
      FloatPointer matrix,
      long[] strides,
      FloatPointer scratch,
      FloatPointer ordered,
      Consumer<? super Primitive> steps) {
    Arena arena = program.arena();
    long inputs = tiles.input().channels();
    long outputs = tiles.output().channels();
    long pairs = inputs * outputs;
    steps.accept(
        MatrixProduct.unbiased(
                program,
                "transform of filters",
                filtering.filterLayout(),
                arena.describeStrided(
                    new long[] {1, TAPS, pairs}, new long[] {TAPS * pairs, 1, TAPS}),
                arena.describe(dnnl_abc, 1, PRODUCTS, pairs))
            .of(matrix, weights, scratch));
    dnnl_memory_desc found =
        arena.describeStrided(
            new long[] {PRODUCTS, inputs, outputs}, new long[] {pairs, strides[0], strides[1]});
    steps.accept(
        new Pointwise(program)
            .reorder(found, arena.tensor(found, scratch), wanted, arena.tensor(wanted, ordered)));
  }

  /**
   * Repeats a bias for each tile and image.
   *
   * @param repeated room for {@link WinogradTiles#outputPlace} numbers: the result
   */
  Primitive repeat(FloatPointer bias, FloatPointer repeated) {
    Arena arena = program.arena();
    int outputs = tiles.output().channels();
    float[] ones = new float[Math.toIntExact(tiles.outputPlace() / outputs)];
    Arrays.fill(ones, 1);
    FloatPointer pixels = arena.numbers(ones.length);
    pixels.put(ones, 0, ones.length);
    return MatrixProduct.unbiased(
            program,
            "bias of each tile",
            arena.describe(dnnl_abc, 1, ones.length, 1),
            arena.describe(dnnl_abc, 1, 1, outputs),
            arena.describe(dnnl_abc, 1, ones.length, outputs))
        .of(pixels, bias, repeated);
  }
}
