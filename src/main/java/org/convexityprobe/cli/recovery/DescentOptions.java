package org.convexityprobe.cli.recovery;

import org.convexityprobe.experiment.Configuration;
import picocli.CommandLine.Option;

/** Options that say how many descents are made, and how long they are. */
final class DescentOptions {
  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Problems with the same settings; 5 by default.")
  private Integer instances;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "Random starts of each problem; 4 by default.")
  private Integer starts;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "Largest number of passes over the measurements; by default 1000 for minima, 2000 for"
              + " noise and completion.")
  private Integer iterations;

  <T> Configuration<T> applyTo(Configuration<T> configuration) {
    return configuration
        .set("instances", instances)
        .set("starts", starts)
        .set("iterations", iterations);
  }
}
