package org.convexityprobe.experiment.report;

import java.util.HashMap;
import java.util.Map;

/** Segments that were met, and the folders that they came from. */
final class KnownSegments {
  private final Map<String, String> folders = new HashMap<>();

  /**
   * Adds a segment.
   *
   * @param folder of its run
   * @param segment all that tells it from other segments, in words
   * @throws IllegalArgumentException if the same segment was met before
   */
  void add(String folder, String segment) {
    String other = folders.put(segment, folder);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s and %s contain the same segment (%s), measured alike; leave one out"
              .formatted(other, folder, segment));
    }
  }
}
