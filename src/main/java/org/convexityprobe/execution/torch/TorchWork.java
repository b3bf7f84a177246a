package org.convexityprobe.execution.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Runs work on libtorch, and frees the tensors that it made.
 *
 * @param settings where it computes
 * @param batchSize images that are computed together, for messages
 * @param threads threads of the processor
 */
record TorchWork(TorchSettings settings, int batchSize, int threads) {
  /**
   * Runs something that computes, with the threads set, and frees its tensors.
   *
   * @throws org.convexityprobe.execution.OutOfNativeMemoryError if the device has too little memory
   */
  <T> T computing(Supplier<T> work) {
    if (torch.get_num_threads() != threads) {
      torch.set_num_threads(threads);
    }
    openblas.blas_set_num_threads(threads);
    try {
      return inScope(work);
    } catch (RuntimeException e) {
      throw NoDerivative.in(e)
          .orElseGet(() -> TorchMemory.explained(e, settings.device(), batchSize));
    }
  }

  /** Returns values on the device, in the precision of parameters and activations. */
  Tensor placed(Tensor values) {
    return values.to(settings.torchDevice(), settings.precision().type());
  }

  /** Returns a vector on the device that stays until it is released. */
  Tensor kept(float[] values, torch.ScalarType type) {
    return computing(
        () ->
            HostTensors.of(values, values.length)
                .to(settings.torchDevice(), type)
                .retainReference());
  }

  /** Runs something and frees its tensors. */
  @SuppressWarnings("try") // the scope is there to be left, not to be used
  static <T> T inScope(Supplier<T> work) {
    try (PointerScope scope = new PointerScope()) {
      return work.get();
    }
  }

  /** Computes without the graph that gradients would take. */
  @SuppressWarnings("try") // the guard is there to be open
  static <T> T withoutGradients(Supplier<T> work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return work.get();
    }
  }
}
