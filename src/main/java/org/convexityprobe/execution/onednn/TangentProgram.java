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
 * An inference plan compiled, for one slice, together with its derivative along a direction of the
 * parameters: behind each step z = W·x + b runs ż = W·ẋ + Ẇ·x + ḃ, and 0 where ReLU cuts.
 */
final class TangentProgram implements AutoCloseable {
  private final Arena arena;
  private final Program program;
  private final Pointwise pointwise;
  private final SliceTensors tensors;
  private final SliceTensors tangents;
  private final StepKernels kernels;
  private final FilterTensors filters;
  private final FilterTensors filtersAlone;
  private final FilterTensors filterTangents;
  private final Pooled pooled;
  private final Pooled pooledTangents;
  private final List<Primitive> steps = new ArrayList<>();

  TangentProgram(InferencePlan plan, int images, FloatPointer folded, FloatPointer tangent) {
    arena = new Arena("slopes on %d images".formatted(images));
    try {
      program =
          new Program(arena, Layout.of(plan.network().input(), plan.buffers(), plan.features()));
      pointwise = new Pointwise(program);
      filters = new FilterTensors(program, folded);
      filtersAlone = filters.withoutBias();
      filterTangents = new FilterTensors(program, tangent);
      tensors = new SliceTensors(program, plan, images, steps);
      tangents = new SliceTensors(program, plan, images, steps);
      // The images stand still: as a tangent they are zero, in a buffer that nothing writes.
      Shape input = plan.network().input();
      tangents.placeImages(arena.buffer((long) images * input.elements() * Float.BYTES));
      pooled = new Pooled(program, images, plan.features());
      pooledTangents = new Pooled(program, images, plan.features());
      kernels = new StepKernels(program, plan, tensors, filters, pooled);
      for (InferenceStep step : plan.steps()) {
        kernels.add(step, steps);
        differentiate(step);
      }
      program.allocateScratchpad();
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private void differentiate(InferenceStep step) {
    if (step instanceof InferenceStep.Convolve s) {
      convolve(s);
    } else if (step instanceof InferenceStep.Shortcut s) {
      steps.add(kernels.shortcut(s.shortcut(), tangent(s.source()), tangent(s.target())));
    } else if (step instanceof InferenceStep.Scale s) {
      scale(s);
    } else if (step instanceof InferenceStep.Add s) {
      steps.add(
          pointwise.add(
              tensors.layout(s.shape()),
              tangent(s.first()),
              tangent(s.second()),
              tangent(s.target()),
              false));
      rectifyTangent(s.rectify(), s.shape(), s.target());
    } else if (step instanceof InferenceStep.Rectify s) {
      steps.add(
          pointwise.rectifyBackward(
              tensors.layout(s.shape()),
              tensors.buffer(s.target()),
              tangent(s.source()),
              tangent(s.target())));
    } else if (step instanceof InferenceStep.Pool s) {
      steps.add(
          new PoolingKernels(program, tensors.images(), s.input())
              .forward(tangent(s.source()), pooledTangents.tensor()));
    }
  }

  private void convolve(InferenceStep.Convolve s) {
    boolean accumulate = s.accumulate();
    dnnl_memory target = tangent(s.target());
    if (s.source() != InferencePlan.IMAGES) {
      steps.add(kernels.convolve(s, tangent(s.source()), target, filtersAlone, accumulate, false));
      accumulate = true;
    }
    dnnl_memory source = kernels.images(s) ? tensors.pixels() : tensors.buffer(s.source());
    steps.add(kernels.convolve(s, source, target, filterTangents, accumulate, false));
    rectifyTangent(s.rectify(), s.convolution().output(), s.target());
  }

  private void scale(InferenceStep.Scale s) {
    dnnl_memory target = tangent(s.target());
    dnnl_memory moved = arena.tensor(tensors.layout(s.shape()));
    steps.add(kernels.scale(s, tangent(s.source()), moved, filtersAlone));
    steps.add(kernels.scale(s, tensors.buffer(s.source()), target, filterTangents));
    steps.add(pointwise.add(tensors.layout(s.shape()), target, moved, target, false));
    rectifyTangent(s.rectify(), s.shape(), s.target());
  }

  /** Sets a tangent to zero where its ReLU's output is zero. */
  private void rectifyTangent(boolean rectify, Shape shape, int target) {
    if (rectify) {
      dnnl_memory tangent = tangent(target);
      steps.add(
          pointwise.rectifyBackward(
              tensors.layout(shape), tensors.buffer(target), tangent, tangent));
    }
  }

  private dnnl_memory tangent(int buffer) {
    return tangents.buffer(buffer);
  }

  /** Takes over changed filters and filter tangents. */
  void load(dnnl_stream stream) {
    filters.load(stream);
    filtersAlone.load(stream);
    filterTangents.load(stream);
  }

  /** Computes features and their derivatives, from {@code offset} on. */
  void run(dnnl_stream stream, Pointer source, float[] features, float[] derivatives, int offset) {
    tensors.placeImages(source);
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(stream);
    }
    pooled.copyTo(features, offset);
    pooledTangents.copyTo(derivatives, offset);
  }

  @Override
  public void close() {
    arena.close();
  }
}
