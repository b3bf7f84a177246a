package org.convexityprobe.cli.option;

import org.convexityprobe.experiment.Configuration;
import picocli.CommandLine.Option;

/** Options that say how sure a verdict must be. */
public final class VerdictOptions {
  @Option(
      names = "--noise-threshold",
      paramLabel = "Z",
      description = "Undecided below z standard deviations of noise; 4.")
  private Double noiseThreshold;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description =
          "Probability with which what is said of all training images holds, where those evaluated"
              + " are a part of them; 0.95.")
  private Double confidence;

  public void applyTo(Configuration<?> configuration, String section) {
    configuration
        .set(section + ".noiseThreshold", noiseThreshold)
        .set(section + ".confidence", confidence);
  }
}
