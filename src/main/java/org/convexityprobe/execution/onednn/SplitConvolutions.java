package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.Arithmetic;
import org.convexityprobe.execution.Filters;
import org.convexityprobe.execution.InferencePlan;
import org.convexityprobe.execution.InferenceStep;
import org.convexityprobe.execution.Node;
import org.convexityprobe.execution.Shape;

/**
 * Convolutions of single-precision tensors as sums of three bfloat16 ones; see {@link
 * Arithmetic#BF16X2}.
 */
final class SplitConvolutions {
  private final Program program;
  private final InferencePlan plan;
  private final SliceTensors tensors;
  private final FilterTensors filters;
  private final SplitFilters splitFilters;
  private final Map<Shape, SplitTensor> splits = new HashMap<>();

  /** The buffer that each split tensor holds. */
  private final Map<Shape, Integer> held = new HashMap<>();

  SplitConvolutions(
      Program program,
      InferencePlan plan,
      SliceTensors tensors,
      FilterTensors filters,
      SplitFilters splitFilters) {
    this.program = program;
    this.plan = plan;
    this.tensors = tensors;
    this.filters = filters;
    this.splitFilters = splitFilters;
  }

  /** Adds the steps of a convolution. */
  void add(InferenceStep.Convolve step, List<Primitive> steps) {
    SplitTensor source = split(step, steps);
    // The small products first: unless the target holds a sum already, theirs is rounded to their
    // own size and not to that of the large one.
    steps.add(product(step, source.excess(), splitFilters.negatedPart(), step.accumulate(), false));
    steps.add(product(step, source.nearest(), splitFilters.restPart(), true, false));
    steps.add(product(step, source.nearest(), splitFilters.nearestPart(), true, true));
    overwritten(step.target());
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

  /**
   * Returns target ← part · weights [+ target]; the last one of a step adds the bias and rectifies.
   */
  private Primitive product(
      InferenceStep.Convolve step,
      dnnl_memory part,
      FloatPointer weights,
      boolean accumulate,
      boolean last) {
    Node.Convolution convolution = step.convolution();
    Arena arena = program.arena();
    int inputs = convolution.input().channels();
    int outputs = convolution.output().channels();
    Filters own = plan.filters().get(step.filters());
    dnnl_memory_desc bias = last ? arena.describe(dnnl_a, outputs) : null;
    dnnl_primitive_desc description =
        new ConvolutionKernels(
                program,
                convolution.name(),
                convolution.window(),
                inputs,
                outputs,
                dnnl_bf16,
                splits.get(convolution.input()).layout(),
                tensors.layout(convolution.output()),
                bias)
            .inference(accumulate, last && step.rectify());
    Map<Integer, dnnl_memory> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, part);
    arguments.put(
        DNNL_ARG_WEIGHTS,
        filters.weights(
            weights.getPointer(own.weights()), outputs, inputs, convolution.window(), description));
    arguments.put(DNNL_ARG_DST, tensors.buffer(step.target()));
    if (last) {
      arguments.put(DNNL_ARG_BIAS, filters.bias(own));
    }
    return program.primitive("convolution " + convolution.name(), description, arguments);
  }
}
