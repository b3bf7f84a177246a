package org.convexityprobe.cli;

import java.io.ObjectInputFilter;

/**
 * Keeps Java's deserialisation from running anything. This program never uses it, but libraries
 * could be led to it by a file; then it ends in an error before any class of the file is touched.
 */
final class SerialFilter {
  /** Tasks and outcomes of Apache Spark's travel that way, in builds that have it. */
  private static final String OF_SPARK =
      "org.apache.spark.**;scala.**;java.**;org.convexityprobe.experiment.spark.**;!*";

  private SerialFilter() {}

  /**
   * Refuses every class from now on, or all but those that Spark sends where the build has it,
   * unless a filter was set when the process was started.
   */
  static void refuseAll() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      boolean spark =
          SerialFilter.class.getResource("/org/apache/spark/SparkContext.class") != null;
      ObjectInputFilter.Config.setSerialFilter(
          spark
              ? ObjectInputFilter.Config.createFilter(OF_SPARK)
              : info -> ObjectInputFilter.Status.REJECTED);
    }
  }
}
