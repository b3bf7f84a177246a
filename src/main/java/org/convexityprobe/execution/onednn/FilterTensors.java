package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Filters;
import org.convexityprobe.execution.plan.Window;

/**
 * The folded weights and biases of a plan as tensors: biases read in place, weights copied into the
 * layouts that the kernels ask for.
 */
final class FilterTensors {
  private final Program program;
  private final Pointwise pointwise;
  private final FloatPointer weights;
  private final FloatPointer biases;
  private final List<Primitive> loading = new ArrayList<>();

  /**
   * Prepares tensors over folded values.
   *
   * @param folded all folded values of the plan, in native memory
   */
  FilterTensors(Program program, FloatPointer folded) {
    this(program, folded, folded);
  }

  /**
   * Prepares tensors over weights and biases of different origin.
   *
   * @param weights values of which the weights count
   * @param biases values of which the biases count; null for none
   */
  FilterTensors(Program program, FloatPointer weights, FloatPointer biases) {
    this.program = program;
    this.pointwise = new Pointwise(program);
    this.weights = weights;
    this.biases = biases;
  }

  /** Returns tensors over the same weights without the biases. */
  FilterTensors withoutBias() {
    return new FilterTensors(program, weights, null);
  }

  /** Returns whether the biases count. */
  boolean biased() {
    return biases != null;
  }

  /** Returns the weights in the layout that a convolution asks for. */
  dnnl_memory weights(Filters filters, int inputs, Window window, dnnl_primitive_desc convolution) {
    return weights(plainWeights(filters), filters.channels(), inputs, window, convolution);
  }

  /** Returns row-major weights in the layout that a convolution asks for. */
  dnnl_memory weights(
      FloatPointer values,
      int outputs,
      int inputs,
      Window window,
      dnnl_primitive_desc convolution) {
    Arena arena = program.arena();
    dnnl_memory_desc plain = ConvolutionKernels.plainWeights(arena, outputs, inputs, window);
    dnnl_memory_desc wanted = dnnl_primitive_desc_query_md(convolution, dnnl_query_weights_md, 0);
    dnnl_memory source = arena.tensor(plain, values);
    if (dnnl_memory_desc_equal(plain, wanted) != 0) {
      return source;
    }
    dnnl_memory target = arena.tensor(wanted);
    loading.add(pointwise.reorder(plain, source, wanted, target));
    return target;
  }

  /** Returns the row-major weights, [outputs, inputs, rows, columns]. */
  FloatPointer plainWeights(Filters filters) {
    return weights.getPointer(filters.weights());
  }

  /** Returns the bias. */
  FloatPointer plainBias(Filters filters) {
    return biases.getPointer(filters.bias());
  }

  /** Runs a step whenever the folded values changed. */
  void whenLoading(Primitive step) {
    loading.add(step);
  }

  /** Returns the bias. */
  dnnl_memory bias(Filters filters) {
    return vector(plainBias(filters), filters.channels());
  }

  /** Returns the weights as a vector: the scale of a batch-norm without a convolution. */
  dnnl_memory scale(Filters filters) {
    return vector(weights.getPointer(filters.weights()), filters.channels());
  }

  private dnnl_memory vector(FloatPointer values, int length) {
    return program.arena().tensor(program.arena().describe(dnnl_a, length), values);
  }

  /** Brings the folded values into the kernels' layouts; to be called whenever they changed. */
  void load(dnnl_stream stream) {
    for (Primitive step : loading) {
      step.run(stream);
    }
  }
}
