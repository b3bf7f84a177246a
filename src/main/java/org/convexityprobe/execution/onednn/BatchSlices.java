package org.convexityprobe.execution.onednn;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a batch is cut into slices of a largest size, of sizes that differ by one at most, so that
 * each lane gets as many slices as every other. Which lane computes a slice is fixed, so that sums
 * over slices are always the same.
 *
 * @param images images of the batch
 * @param lanes threads that compute slices side by side
 * @param count slices
 */
record BatchSlices(int images, int lanes, int count) {
  /** Cuts a batch for at most so many threads. */
  static BatchSlices of(int images, int threads, int largest) {
    int lanes = Math.min(images, threads);
    int each = (images + largest * lanes - 1) / (largest * lanes);
    return new BatchSlices(images, lanes, lanes * each);
  }

  /** Returns the first slice of a lane, and for {@code lane = lanes} the number of slices. */
  int from(int lane) {
    return lane * (count / lanes);
  }

  /** Returns the first image of a slice, and for {@code slice = count} the number of images. */
  int first(int slice) {
    return (int) ((long) slice * images / count);
  }

  /** Returns how many images a slice has. */
  int size(int slice) {
    return first(slice + 1) - first(slice);
  }

  /** Returns the sizes that some slices have, in the order of the slices. */
  Set<Integer> sizes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(this::size)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns how many images the largest slice has. */
  int largest() {
    return (images + count - 1) / count;
  }
}
