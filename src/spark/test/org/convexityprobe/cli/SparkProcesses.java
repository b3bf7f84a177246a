package org.convexityprobe.cli;

import java.util.List;
import java.util.stream.Stream;

/** How processes of the program are started that use Spark. */
final class SparkProcesses {
  /** What Spark needs of JDK 17; the program's jar says the same. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar");

  private SparkProcesses() {}

  /**
   * Returns options of the virtual machine, with which masters and workers say what they do, and
   * drivers when they hand out work.
   */
  static List<String> options() {
    return Stream.concat(
            OPENED.stream().map(opened -> "--add-opens=" + opened + "=ALL-UNNAMED"),
            Stream.of("deploy.master", "deploy.worker", "scheduler.TaskSchedulerImpl")
                .map(part -> "-Dorg.slf4j.simpleLogger.log.org.apache.spark." + part + "=info"))
        .toList();
  }
}
