package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.convexityprobe.execution.plan.Filters;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.InferenceStep;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.Window;

/** Makes one primitive of each step of an inference plan. */
final class StepKernels {
  private final Program program;
  private final InferencePlan plan;
  private final SliceTensors tensors;
  private final FilterTensors filters;
  private final Pooled pooled;

  StepKernels(
      Program program,
      InferencePlan plan,
      SliceTensors tensors,
      FilterTensors filters,
      Pooled pooled) {
    this.program = program;
    this.plan = plan;
    this.tensors = tensors;
    this.filters = filters;
    this.pooled = pooled;
  }

  /** Adds the primitives of a step; ReLU keeps NaN, see {@link Rectification}. */
  void add(InferenceStep step, List<Primitive> steps) {
    Pointwise pointwise = new Pointwise(program);
    if (step instanceof InferenceStep.Convolve s) {
      dnnl_memory source = images(s) ? tensors.pixels() : tensors.buffer(s.source());
      steps.add(
          convolve(s, source, tensors.buffer(s.target()), filters, s.accumulate(), s.rectify()));
    } else if (step instanceof InferenceStep.Shortcut s) {
      steps.add(shortcut(s.shortcut(), tensors.buffer(s.source()), tensors.buffer(s.target())));
    } else if (step instanceof InferenceStep.Scale s) {
      steps.add(scale(s, tensors.buffer(s.source()), tensors.buffer(s.target()), filters));
      rectify(s.rectify(), s.shape(), s.target(), steps);
    } else if (step instanceof InferenceStep.Add s) {
      steps.add(
          pointwise.add(
              tensors.layout(s.shape()),
              tensors.buffer(s.first()),
              tensors.buffer(s.second()),
              tensors.buffer(s.target()),
              false));
      rectify(s.rectify(), s.shape(), s.target(), steps);
    } else if (step instanceof InferenceStep.Rectify s) {
      steps.add(
          Rectification.primitive(
              program,
              tensors.layout(s.shape()),
              s.shape().channels(),
              tensors.buffer(s.source()),
              tensors.buffer(s.target())));
    } else if (step instanceof InferenceStep.Pool s) {
      steps.add(
          new PoolingKernels(program, tensors.images(), s.input())
              .forward(tensors.buffer(s.source()), pooled.tensor()));
    }
  }

  private void rectify(boolean wanted, Shape shape, int buffer, List<Primitive> steps) {
    if (wanted) {
      dnnl_memory values = tensors.buffer(buffer);
      steps.add(
          Rectification.primitive(
              program, tensors.layout(shape), shape.channels(), values, values));
    }
  }

  /** Returns whether a convolution reads the images as they are. */
  boolean images(InferenceStep.Convolve step) {
    return step.source() == InferencePlan.IMAGES
        && program.layout().readsPlain(step.convolution().input());
  }

  /** Returns a convolution of any tensors of a step's shapes with any values for its filters. */
  Primitive convolve(
      InferenceStep.Convolve step,
      dnnl_memory source,
      dnnl_memory target,
      FilterTensors values,
      boolean accumulate,
      boolean rectify) {
    Shape in = step.convolution().input();
    dnnl_memory_desc layout =
        images(step) ? Layout.plain(program.arena(), tensors.images(), in) : tensors.layout(in);
    return convolve(
        step, new Source(dnnl_f32, layout, source), target, values, accumulate, rectify);
  }

  /**
   * What a convolution reads.
   *
   * @param type of its numbers and of the weights
   * @param layout in which they lie
   * @param memory where they lie
   */
  record Source(int type, dnnl_memory_desc layout, dnnl_memory memory) {}

  /** Returns a convolution of a source in any type and layout. */
  Primitive convolve(
      InferenceStep.Convolve step,
      Source source,
      dnnl_memory target,
      FilterTensors values,
      boolean accumulate,
      boolean rectify) {
    Arena arena = program.arena();
    ConvolutionShape shape = ConvolutionShape.of(step.convolution());
    boolean biased = values.biased();
    dnnl_primitive_desc description =
        new ConvolutionKernels(
                program,
                shape,
                source.type,
                source.layout,
                tensors.layout(step.convolution().output()),
                biased ? arena.describe(dnnl_a, shape.outputs()) : null)
            .inference(accumulate, rectify);
    Filters own = plan.filters().get(step.filters());
    Map<Integer, dnnl_memory> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source.memory);
    arguments.put(
        DNNL_ARG_WEIGHTS, values.weights(own, shape.inputs(), shape.window(), description));
    arguments.put(DNNL_ARG_DST, target);
    if (biased) {
      arguments.put(DNNL_ARG_BIAS, values.bias(own));
    }
    if (rectify) {
      arguments.put(Rectification.argument(accumulate ? 1 : 0), program.zero());
    }
    return program.primitive("convolution " + step.convolution().name(), description, arguments);
  }

  /** Returns an identity shortcut between any tensors of its shapes. */
  Primitive shortcut(Node.Shortcut shortcut, dnnl_memory source, dnnl_memory target) {
    Window window = Window.pixel(shortcut.stride());
    int inputs = shortcut.input().channels();
    int outputs = shortcut.output().channels();
    dnnl_primitive_desc description =
        new ConvolutionKernels(
                program,
                new ConvolutionShape(shortcut.name(), window, inputs, outputs),
                tensors.layout(shortcut.input()),
                tensors.layout(shortcut.output()),
                null)
            .inference(false, false);
    dnnl_memory weights =
        filters.weights(
            ShortcutFilters.weights(program.arena(), shortcut),
            outputs,
            inputs,
            window,
            description);
    return program.primitive(
        "shortcut " + shortcut.name(),
        description,
        Map.of(DNNL_ARG_SRC, source, DNNL_ARG_WEIGHTS, weights, DNNL_ARG_DST, target));
  }

  /** Returns a scaling of any tensors of a step's shape with any values for its filters. */
  Primitive scale(
      InferenceStep.Scale step, dnnl_memory source, dnnl_memory target, FilterTensors values) {
    Filters own = plan.filters().get(step.filters());
    dnnl_memory_desc layout = tensors.layout(step.shape());
    dnnl_memory shift = values.biased() ? values.bias(own) : null;
    return new ScaleKernel(program, layout, own.channels())
        .primitive(source, values.scale(own), shift, target);
  }
}
