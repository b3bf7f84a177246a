package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.InferenceStep;

/** An inference plan compiled for slices of a fixed number of images on one thread. */
final class SliceProgram implements AutoCloseable {
  private final Arena arena;
  private final FilterTensors filters;
  private final SplitConvolutions split; // null for single precision
  private final SliceTensors tensors;
  private final Pooled pooled;
  private final List<Primitive> steps = new ArrayList<>();

  /**
   * Compiles a plan.
   *
   * @param folded the folded weights and biases, in native memory
   * @param parts the same weights in parts, for {@link Arithmetic#BF16X2}; null for single
   *     precision
   * @param convolutions which are computed by minimal filtering; it has no effect on parts
   */
  SliceProgram(
      InferencePlan plan,
      int images,
      FloatPointer folded,
      SplitFilters parts,
      Convolutions convolutions) {
    arena = new Arena("inference on %d images".formatted(images));
    try {
      Layout layout =
          parts == null
              ? Layout.of(plan.network().input(), plan.buffers(), plan.features())
              : Layout.CHANNELS_LAST;
      Program program = new Program(arena, layout);
      filters = new FilterTensors(program, folded);
      tensors = new SliceTensors(program, plan, images, steps);
      pooled = new Pooled(program, images, plan.features());
      StepKernels kernels = new StepKernels(program, plan, tensors, filters, pooled);
      split =
          parts == null ? null : new SplitConvolutions(program, tensors, kernels, parts, folded);
      WinogradConvolutions winograd =
          new WinogradConvolutions(program, plan, convolutions, tensors);
      for (InferenceStep step : plan.steps()) {
        if (split == null && winograd.takes(step)) {
          winograd.add((InferenceStep.Convolve) step, filters, steps);
          continue;
        }
        if (split != null
            && step instanceof InferenceStep.Convolve convolve
            && convolve.source() != InferencePlan.IMAGES) {
          split.add(convolve, steps);
          continue;
        }
        kernels.add(step, steps);
        if (split != null) {
          split.overwritten(step.target());
        }
      }
      program.allocateScratchpad();
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** Takes over changed filters. */
  void load(dnnl_stream stream) {
    filters.load(stream);
    if (split != null) {
      split.load(stream);
    }
  }

  /**
   * Computes the features of the images at {@code source}.
   *
   * @param features where they go, from {@code offset} on
   */
  void run(dnnl_stream stream, Pointer source, float[] features, int offset) {
    tensors.placeImages(source);
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(stream);
    }
    pooled.copyTo(features, offset);
  }

  @Override
  public void close() {
    arena.close();
  }
}
