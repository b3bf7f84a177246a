package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.InferenceStep;
import org.convexityprobe.execution.plan.Shape;

/**
 * Convolutions of single-precision tensors as sums of three bfloat16 ones; see {@link
 * Arithmetic#BF16X2}.
 */
final class SplitConvolutions {
  private final Program program;
  private final SliceTensors tensors;
  private final StepKernels kernels;
  private final FilterTensors nearest;
  private final FilterTensors rest;
  private final FilterTensors negated;
  private final Map<Shape, SplitTensor> splits = new HashMap<>();

  /** The buffer that each split tensor holds. */
  private final Map<Shape, Integer> held = new HashMap<>();

  /**
   * Prepares convolutions.
   *
   * @param filters the weights in parts
   * @param folded the whole weights and biases, of which the biases are used
   */
  SplitConvolutions(
      Program program,
      SliceTensors tensors,
      StepKernels kernels,
      SplitFilters filters,
      FloatPointer folded) {
    this.program = program;
    this.tensors = tensors;
    this.kernels = kernels;
    nearest = new FilterTensors(program, filters.nearestPart(), folded);
    rest = new FilterTensors(program, filters.restPart(), null);
    negated = new FilterTensors(program, filters.negatedPart(), null);
  }

  /** Adds the steps of a convolution. */
  void add(InferenceStep.Convolve step, List<Primitive> steps) {
    SplitTensor source = split(step, steps);
    // The small products first: unless the target holds a sum already, theirs is rounded to their
    // own size and not to that of the large one.
    steps.add(product(step, source.excess(), negated, step.accumulate(), false));
    steps.add(product(step, source.nearest(), rest, true, false));
    steps.add(product(step, source.nearest(), nearest, true, step.rectify()));
    overwritten(step.target());
  }

  /** Returns target ← [ReLU](part · weights [+ bias] [+ target]). */
  private Primitive product(
      InferenceStep.Convolve step,
      dnnl_memory part,
      FilterTensors values,
      boolean accumulate,
      boolean rectify) {
    return kernels.convolve(
        step,
        new StepKernels.Source(dnnl_bf16, splits.get(step.convolution().input()).layout(), part),
        tensors.buffer(step.target()),
        values,
        accumulate,
        rectify);
  }

  /** Says that a step changes a buffer. */
  void overwritten(int buffer) {
    held.values().removeIf(source -> source == buffer);
  }

  /** Returns a step's source in parts; it is split once for all convolutions that read it. */
  private SplitTensor split(InferenceStep.Convolve step, List<Primitive> steps) {
    Shape shape = step.convolution().input();
    SplitTensor split =
        splits.computeIfAbsent(shape, s -> new SplitTensor(program, tensors.images(), s));
    dnnl_memory source = tensors.buffer(step.source());
    Integer before = held.put(shape, step.source());
    if (before == null || before != step.source()) {
      split.split(source, steps);
    }
    return split;
  }

  /** Takes over changed filters. */
  void load(dnnl_stream stream) {
    negated.load(stream);
    rest.load(stream);
    nearest.load(stream);
  }
}
