package org.convexityprobe.cli.option;

import org.convexityprobe.experiment.Configuration;
import picocli.CommandLine.Option;

/** Options for the certainty of verdicts. */
public final class VerdictOptions {
  @Option(
      names = "--noise-threshold",
      paramLabel = "Z",
      description =
          "A second difference is undecided where its absolute value is below Z standard deviations"
              + " of the rounding noise; 4 by default.")
  private Double noiseThreshold;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description =
          "Probability that a statement about all training images is right, if only a part of them"
              + " is evaluated; 0.95 by default.")
  private Double confidence;

  public void applyTo(Configuration<?> configuration, String section) {
    configuration
        .set(section + ".noiseThreshold", noiseThreshold)
        .set(section + ".confidence", confidence);
  }
}
