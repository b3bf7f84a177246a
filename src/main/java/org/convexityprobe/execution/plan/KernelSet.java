package org.convexityprobe.execution.plan;

import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.OutOfNativeMemoryError;

/**
 * Runs plans on some hardware. A plan knows steps and buffers; a kernel set knows how each step is
 * computed and how activations lie in memory.
 */
public interface KernelSet {
  /** Returns a short name for logs and manifests, such as {@code oneDNN 3.11, avx512_core}. */
  String description();

  /**
   * Makes room for images where these kernels read them; {@link PlacedImages#set} fills it.
   *
   * @param count number of images
   * @throws OutOfNativeMemoryError if they do not fit into memory
   */
  PlacedImages place(int count, Shape shape);

  /**
   * Copies images to where these kernels read them.
   *
   * @param pixels normalised images [count, channels, height, width], row-major
   * @param shape shape of one image
   * @throws OutOfNativeMemoryError if they do not fit into memory
   */
  default PlacedImages place(float[] pixels, Shape shape) {
    if (pixels.length == 0 || pixels.length % shape.elements() != 0) {
      throw new IllegalArgumentException(
          "%d values are no whole number of images of %s".formatted(pixels.length, shape));
    }
    PlacedImages images = place(pixels.length / shape.elements(), shape);
    images.set(pixels);
    return images;
  }

  /**
   * Compiles an inference plan.
   *
   * @param arithmetic how features are computed (tangents are in single precision); see {@link
   *     #lacking}
   * @param convolutions which are computed by minimal filtering, in single precision; tangents are
   *     computed directly
   * @param threads worker threads
   * @throws OutOfNativeMemoryError if its buffers do not fit into memory
   */
  FeatureKernels features(
      InferencePlan plan, Arithmetic arithmetic, Convolutions convolutions, int threads);

  /** Times convolutions on this machine, and returns which should be computed how. */
  Convolutions fastest();

  /** Returns what the hardware lacks for an arithmetic, in words; empty if nothing. */
  Optional<String> lacking(Arithmetic arithmetic);

  /**
   * Compiles a training plan for batches of a fixed size.
   *
   * @param convolutions which are computed by minimal filtering
   * @param images images in a batch
   * @param threads threads that work on a batch together
   * @param parameters the flat parameter vector, read at every pass
   * @param gradients the flat gradient vector; null for a forward pass alone
   * @throws OutOfNativeMemoryError if its buffers do not fit into memory
   */
  TrainingKernels training(
      TrainingPlan plan,
      Convolutions convolutions,
      int images,
      int threads,
      FloatPointer parameters,
      FloatPointer gradients);
}
