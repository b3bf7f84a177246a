package org.convexityprobe.cli.option;

import java.util.List;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.NormalizationConfig;
import picocli.CommandLine.Option;

/** Options for the normalisation of pixels. */
public final class NormalizationOptions {
  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      description =
          "Normalisation of pixels: cifar10, imagenet, or train (the statistics of the training"
              + " images used). By default cifar10 for CIFAR-10 and for synthetic and custom:"
              + " images, and train for others. 'import' takes only the first two, and by default"
              + " the file's metadata.")
  private String name;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      description = "Normalisation by numbers: mean of pixels in [0, 1], one per channel.")
  private List<Double> mean;

  @Option(
      names = "--std",
      paramLabel = "S",
      split = ",",
      description = "Standard deviation of pixels in [0, 1], one per channel.")
  private List<Double> std;

  /** Returns the options that are given, in words. */
  String given() {
    return name != null ? "--normalization " + name : "--mean and --std";
  }

  /**
   * Returns what the options ask for, or null if they are not given.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public NormalizationConfig choice() {
    if (name != null && (mean != null || std != null)) {
      throw new IllegalArgumentException(
          "give either --normalization, or --mean and --std, not both");
    }
    if (name != null) {
      return NormalizationConfig.named(name);
    }
    if (mean == null && std == null) {
      return null;
    }
    if (mean == null || std == null) {
      throw new IllegalArgumentException(
          "%s alone; give both --mean and --std".formatted(mean == null ? "--std" : "--mean"));
    }
    return NormalizationConfig.of(new Normalization(mean, std));
  }
}
