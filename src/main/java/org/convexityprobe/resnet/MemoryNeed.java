package org.convexityprobe.resnet;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Estimates the native memory of a computation before it starts, so that a batch that cannot fit is
 * refused with numbers rather than failing half-way.
 */
public final class MemoryNeed {
  private static final double GIBIBYTE = 1 << 30;

  /** Parameters, gradient, momentum and the updater's copy. */
  private static final int COPIES_OF_PARAMETERS = 4;

  /** Filters as minimal filtering takes them: 36 numbers for 9. */
  private static final int COPIES_WHEN_TRANSFORMED = 4;

  /** Activations and the gradients with respect to them. */
  private static final int COPIES_WHEN_TRAINING = 2;

  private MemoryNeed() {}

  /**
   * Refuses a batch that cannot fit.
   *
   * @param training whether activations are kept for a backward pass
   * @throws InsufficientMemoryException if more is needed than this process may still use
   */
  public static void require(ResNetArchitecture architecture, int batchSize, boolean training) {
    long needed = bytes(architecture, batchSize, training);
    long free = free();
    if (needed > free) {
      throw new InsufficientMemoryException(
          String.format(
              Locale.ROOT,
              "%s with a batch of %d needs about %.1f GiB, %.1f GiB are free; use a smaller --batch-size, or raise CONVEXITY_MEMORY",
              architecture.describe(),
              batchSize,
              needed / GIBIBYTE,
              free / GIBIBYTE));
    }
  }

  /** Returns about how many bytes a batch needs. */
  static long bytes(ResNetArchitecture architecture, int batchSize, boolean training) {
    NetworkSummary summary = NetworkSummary.of(architecture);
    long largest =
        summary.layers().stream().mapToLong(NetworkSummary.Row::outputs).max().orElseThrow();
    // Without a backward pass only the tensors around one block live at a time.
    long activations = training ? COPIES_WHEN_TRAINING * summary.activations() : 4 * largest;
    // DL4J unfolds the 3×3 windows of a convolution's input.
    long unfolded = 9 * largest;
    long parameters = summary.parameters() + summary.statistics();
    int copies = training ? COPIES_OF_PARAMETERS : COPIES_OF_PARAMETERS + COPIES_WHEN_TRANSFORMED;
    return Float.BYTES * (batchSize * (activations + unfolded) + copies * parameters);
  }

  private static long free() {
    long free = Pointer.availablePhysicalBytes();
    long limit = Pointer.maxBytes();
    return limit > 0 ? Math.min(free, limit - Pointer.totalBytes()) : free;
  }
}
