package org.convexityprobe.execution.torch;

import java.util.Locale;
import org.convexityprobe.execution.OutOfNativeMemoryError;

/** Tells a device's lack of memory from libtorch's other failures. */
final class TorchMemory {
  private TorchMemory() {}

  /**
   * Returns a failure as it came, or throws what says that the device's memory is full.
   *
   * @param device where it happened
   * @param batchSize images that were evaluated together
   * @throws OutOfNativeMemoryError if memory is what lacks
   */
  static RuntimeException explained(RuntimeException failure, String device, int batchSize) {
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("out of memory") || lower.contains("can't allocate memory")) {
      throw new OutOfNativeMemoryError(
          "%s has too little memory for batches of %d images: %s; use a --batch-size of %d or less"
              .formatted(
                  device,
                  batchSize,
                  message.lines().findFirst().orElse(""),
                  Math.max(1, batchSize / 2)));
    }
    return failure;
  }
}
