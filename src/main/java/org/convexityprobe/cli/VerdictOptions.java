package org.convexityprobe.cli;

import org.convexityprobe.experiment.Configuration;
import picocli.CommandLine.Option;

/** Options that say when a second difference along a line is undecided. */
final class VerdictOptions {
  @Option(
      names = "--noise-threshold",
      paramLabel = "Z",
      description = "Undecided below z standard deviations of noise; 4.")
  private Double noiseThreshold;

  @Option(
      names = "--sampling-threshold",
      paramLabel = "Z",
      description = "Undecided below z standard errors of the images' sampling; 2, or 0 for off.")
  private Double samplingThreshold;

  void applyTo(Configuration<?> configuration, String section) {
    configuration
        .set(section + ".noiseThreshold", noiseThreshold)
        .set(section + ".samplingThreshold", samplingThreshold);
  }
}
