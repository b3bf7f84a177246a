package org.convexityprobe.cli;

import java.io.ObjectInputFilter;

/**
 * Keeps Java's deserialisation from running anything. This program never uses it, but libraries
 * could be led to it by a file; then it ends in an error before any class of the file is touched.
 */
final class SerialFilter {
  private SerialFilter() {}

  /** Refuses every class from now on, unless a filter was set when the process was started. */
  static void refuseAll() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(info -> ObjectInputFilter.Status.REJECTED);
    }
  }
}
