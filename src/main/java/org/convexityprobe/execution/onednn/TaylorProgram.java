package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.InferenceStep;
import org.convexityprobe.execution.plan.Shape;

/**
 * An inference plan compiled, for one slice, together with its Taylor coefficients along a line of
 * the parameters: behind each step z₀ = W₀·x₀ + b₀ runs z_k = Σ_j W_j·x_{k−j} + b_k, and 0 where
 * ReLU cuts.
 */
final class TaylorProgram implements AutoCloseable {
  private final Arena arena;
  private final Program program;
  private final Pointwise pointwise;

  /** The buffers of each order. */
  private final List<SliceTensors> tensors = new ArrayList<>();

  private final StepKernels kernels;

  /** Weights and biases of each order. */
  private final List<FilterTensors> filters = new ArrayList<>();

  /** The same weights without the biases. */
  private final List<FilterTensors> weights = new ArrayList<>();

  private final List<Pooled> pooled = new ArrayList<>();
  private final List<Primitive> steps = new ArrayList<>();

  /**
   * Compiles a plan.
   *
   * @param coefficients Taylor coefficients of the folded weights and biases, order 0 first
   */
  TaylorProgram(InferencePlan plan, int images, List<FloatPointer> coefficients) {
    arena = new Arena("derivatives on %d images".formatted(images));
    try {
      program =
          new Program(arena, Layout.of(plan.network().input(), plan.buffers(), plan.features()));
      pointwise = new Pointwise(program);
      for (int order = 0; order < coefficients.size(); order++) {
        filters.add(new FilterTensors(program, coefficients.get(order)));
        weights.add(filters.get(order).withoutBias());
        tensors.add(new SliceTensors(program, plan, images, steps));
        pooled.add(new Pooled(program, images, plan.features()));
      }
      // The images stand still: their derivatives are zero, in a buffer that nothing writes.
      Pointer zeros = arena.buffer((long) images * plan.network().input().elements() * Float.BYTES);
      tensors.stream().skip(1).forEach(moving -> moving.placeImages(zeros));
      kernels = new StepKernels(program, plan, tensors.get(0), filters.get(0), pooled.get(0));
      for (InferenceStep step : plan.steps()) {
        kernels.add(step, steps);
        for (int order = 1; order < coefficients.size(); order++) {
          differentiate(step, order);
        }
      }
      program.allocateScratchpad();
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private void differentiate(InferenceStep step, int order) {
    SliceTensors moving = tensors.get(order);
    if (step instanceof InferenceStep.Convolve s) {
      convolve(s, order);
    } else if (step instanceof InferenceStep.Shortcut s) {
      steps.add(
          kernels.shortcut(s.shortcut(), moving.buffer(s.source()), moving.buffer(s.target())));
    } else if (step instanceof InferenceStep.Scale s) {
      scale(s, order);
    } else if (step instanceof InferenceStep.Add s) {
      steps.add(
          pointwise.add(
              moving.layout(s.shape()),
              moving.buffer(s.first()),
              moving.buffer(s.second()),
              moving.buffer(s.target()),
              false));
      rectify(s.rectify(), s.shape(), s.target(), order);
    } else if (step instanceof InferenceStep.Rectify s) {
      cut(s.shape(), s.target(), moving.buffer(s.source()), moving.buffer(s.target()));
    } else if (step instanceof InferenceStep.Pool s) {
      steps.add(
          new PoolingKernels(program, moving.images(), s.input())
              .forward(moving.buffer(s.source()), pooled.get(order).tensor()));
    }
  }

  private void convolve(InferenceStep.Convolve s, int order) {
    boolean accumulate = s.accumulate();
    dnnl_memory target = tensors.get(order).buffer(s.target());
    if (s.source() != InferencePlan.IMAGES) {
      for (int j = 0; j < order; j++) {
        dnnl_memory source = tensors.get(order - j).buffer(s.source());
        steps.add(kernels.convolve(s, source, target, weights.get(j), accumulate, false));
        accumulate = true;
      }
    }
    SliceTensors still = tensors.get(0);
    dnnl_memory source = kernels.images(s) ? still.pixels() : still.buffer(s.source());
    steps.add(kernels.convolve(s, source, target, filters.get(order), accumulate, false));
    rectify(s.rectify(), s.convolution().output(), s.target(), order);
  }

  private void scale(InferenceStep.Scale s, int order) {
    SliceTensors moving = tensors.get(order);
    dnnl_memory target = moving.buffer(s.target());
    dnnl_memory moved = arena.tensor(moving.layout(s.shape()));
    dnnl_memory still = tensors.get(0).buffer(s.source());
    steps.add(kernels.scale(s, still, target, filters.get(order)));
    for (int j = 0; j < order; j++) {
      dnnl_memory source = tensors.get(order - j).buffer(s.source());
      steps.add(kernels.scale(s, source, moved, weights.get(j)));
      steps.add(pointwise.add(moving.layout(s.shape()), target, moved, target, false));
    }
    rectify(s.rectify(), s.shape(), s.target(), order);
  }

  /** Sets a coefficient to zero where its ReLU's output is zero. */
  private void rectify(boolean wanted, Shape shape, int target, int order) {
    if (wanted) {
      dnnl_memory moving = tensors.get(order).buffer(target);
      cut(shape, target, moving, moving);
    }
  }

  /** target ← source where the output of a ReLU is positive, 0 elsewhere. */
  private void cut(Shape shape, int output, dnnl_memory source, dnnl_memory target) {
    SliceTensors still = tensors.get(0);
    steps.add(pointwise.rectifyBackward(still.layout(shape), still.buffer(output), source, target));
  }

  /** Takes over changed coefficients. */
  void load(dnnl_stream stream) {
    filters.forEach(each -> each.load(stream));
    weights.forEach(each -> each.load(stream));
  }

  /**
   * Computes features and their Taylor coefficients.
   *
   * @param features where they go, one array an order, from {@code offset} on
   */
  void run(dnnl_stream stream, Pointer source, float[][] features, int offset) {
    tensors.get(0).placeImages(source);
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(stream);
    }
    for (int order = 0; order < features.length; order++) {
      pooled.get(order).copyTo(features[order], offset);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
