package org.convexityprobe.execution.onednn;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.FeatureKernels;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingKernels;
import org.convexityprobe.execution.plan.TrainingPlan;

/** Kernels of oneDNN 3, which picks the instructions that the processor has. */
final class OneDnnKernels implements KernelSet {
  /** Activations of one slice, in bytes, that leave room for weights in a core's L2 cache. */
  private static final long CACHE_SHARE = 3L << 19;

  private static final int LARGEST_SLICE = 32;
  private static final int SMALLEST_SLICE = 8;

  @Override
  public String description() {
    return OneDnn.description();
  }

  @Override
  public PlacedImages place(int count, Shape shape) {
    return new HostImages(count, shape);
  }

  @Override
  public FeatureKernels features(
      InferencePlan plan, Arithmetic arithmetic, Convolutions convolutions, int threads) {
    return new SlicedFeatures(plan, arithmetic, convolutions, threads, slice(plan));
  }

  @Override
  public Convolutions fastest() {
    return ConvolutionTiming.fastest();
  }

  @Override
  public Optional<String> lacking(Arithmetic arithmetic) {
    return arithmetic == Arithmetic.FP32 || OneDnn.MATRIX_UNITS
        ? Optional.empty()
        : Optional.of(
            "this processor has no matrix units for bfloat16 (Intel's AMX), without which %s is slower than fp32"
                .formatted(arithmetic.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public TrainingKernels training(
      TrainingPlan plan,
      Convolutions convolutions,
      int images,
      int threads,
      FloatPointer parameters,
      FloatPointer gradients) {
    return new TrainingProgram(plan, convolutions, images, threads, parameters, gradients);
  }

  /** Returns how many images' activations fit into a core's cache together. */
  private static int slice(InferencePlan plan) {
    long image = plan.network().input().elements();
    for (Shape shape : plan.buffers()) {
      image += shape.elements();
    }
    long fitting = CACHE_SHARE / (image * Float.BYTES);
    return (int) Math.max(SMALLEST_SLICE, Math.min(LARGEST_SLICE, fitting));
  }
}
