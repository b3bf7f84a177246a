package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingPlan;

/**
 * The primitives of one convolution in training, over weights that lie row-major in a flat vector.
 * Each kernel wants the weights in a layout of its own, so copies go before and behind it.
 */
final class TrainingConvolution {
  private final Program program;
  private final Pointwise pointwise;
  private final ConvolutionKernels kernels;
  private final dnnl_primitive_desc forward;
  private final dnnl_memory_desc plain;
  private final String name;

  /**
   * Describes the convolution.
   *
   * @param source layout of its input
   * @param target layout of its output
   */
  TrainingConvolution(
      Program program,
      ConvolutionShape shape,
      boolean biased,
      dnnl_memory_desc source,
      dnnl_memory_desc target) {
    this.program = program;
    this.name = shape.name();
    this.pointwise = new Pointwise(program);
    Arena arena = program.arena();
    this.plain =
        ConvolutionKernels.plainWeights(arena, shape.outputs(), shape.inputs(), shape.window());
    this.kernels =
        new ConvolutionKernels(
            program,
            shape,
            source,
            target,
            biased ? arena.describe(dnnl_a, shape.outputs()) : null);
    this.forward = kernels.training();
  }

  static TrainingConvolution of(
      Program program, TrainingTensors tensors, Node.Convolution node, int source) {
    Shape in = node.input();
    return new TrainingConvolution(
        program,
        ConvolutionShape.of(node),
        node.hasBias(),
        readsPixels(program, node, source)
            ? Layout.plain(program.arena(), tensors.images(), in)
            : tensors.layout(in),
        tensors.layout(node.output()));
  }

  /** Returns whether a convolution reads the images as they are. */
  static boolean readsPixels(Program program, Node.Convolution node, int source) {
    return source == TrainingPlan.IMAGES && program.layout().readsPlain(node.input());
  }

  /** target ← convolution(source) [+ bias]. */
  void forward(
      List<Step> steps,
      FloatPointer weights,
      dnnl_memory bias,
      dnnl_memory source,
      dnnl_memory target) {
    Map<Integer, dnnl_memory> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_WEIGHTS, weights(steps, weights, forward));
    arguments.put(DNNL_ARG_DST, target);
    if (bias != null) {
      arguments.put(DNNL_ARG_BIAS, bias);
    }
    steps.add(program.primitive("convolution " + name, forward, arguments));
  }

  /** target ← gradient of the input. */
  void backwardData(
      List<Step> steps, FloatPointer weights, dnnl_memory gradient, dnnl_memory target) {
    dnnl_primitive_desc description = kernels.backwardData(forward);
    dnnl_memory ordered = weights(steps, weights, description);
    steps.add(
        program.primitive(
            "data gradient of " + name,
            description,
            Map.of(
                DNNL_ARG_DIFF_DST,
                gradient,
                DNNL_ARG_WEIGHTS,
                ordered,
                DNNL_ARG_DIFF_SRC,
                target)));
  }

  /** Writes the gradients of weights and bias. */
  void backwardWeights(
      List<Step> steps,
      FloatPointer weightGradients,
      dnnl_memory biasGradient,
      dnnl_memory source,
      dnnl_memory gradient) {
    Arena arena = program.arena();
    dnnl_primitive_desc description = kernels.backwardWeights(forward);
    dnnl_memory_desc found =
        dnnl_primitive_desc_query_md(description, dnnl_query_diff_weights_md, 0);
    dnnl_memory result = arena.tensor(plain, weightGradients);
    boolean direct = dnnl_memory_desc_equal(plain, found) != 0;
    dnnl_memory written = direct ? result : arena.tensor(found);
    Map<Integer, dnnl_memory> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_DIFF_DST, gradient);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, written);
    if (biasGradient != null) {
      arguments.put(DNNL_ARG_DIFF_BIAS, biasGradient);
    }
    steps.add(program.primitive("weight gradient of " + name, description, arguments));
    if (!direct) {
      steps.add(pointwise.reorder(found, written, plain, result));
    }
  }

  private dnnl_memory weights(
      List<Step> steps, FloatPointer weights, dnnl_primitive_desc convolution) {
    dnnl_memory_desc wanted = dnnl_primitive_desc_query_md(convolution, dnnl_query_weights_md, 0);
    dnnl_memory source = program.arena().tensor(plain, weights);
    if (dnnl_memory_desc_equal(plain, wanted) != 0) {
      return source;
    }
    dnnl_memory target = program.arena().tensor(wanted);
    steps.add(pointwise.reorder(plain, source, wanted, target));
    return target;
  }
}
