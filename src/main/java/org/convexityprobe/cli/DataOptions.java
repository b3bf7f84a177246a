package org.convexityprobe.cli;

import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.DataConfig;
import org.convexityprobe.experiment.TrainConfig;
import picocli.CommandLine.Option;

/** Options that say which images to use. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of CIFAR-10's binary version, 'synthetic', or 'custom:' and a folder of the same"
              + " layout with any number of images; by default what 'convexity data fetch cifar10'"
              + " fetched.")
  private String source;

  @Option(
      names = "--train-images",
      paramLabel = "N",
      description = "Use a class-balanced, seeded subset of the training images.")
  private Integer trainImages;

  @Option(
      names = "--test-images",
      paramLabel = "N",
      description = "Use the first test images only.")
  private Integer testImages;

  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      description = "cifar10 (default), imagenet, or train: the statistics of the images used.")
  private String normalization;

  @Option(
      names = "--data-seed",
      paramLabel = "SEED",
      description = "Seed of the subset, or of synthetic images.")
  private Long seed;

  /** Returns the images that these options alone ask for. */
  DataConfig resolve() {
    Configuration<TrainConfig> configuration =
        Configuration.of(TrainConfig.class, TrainConfig.defaults());
    applyTo(configuration);
    return configuration.resolve().data();
  }

  /**
   * Sets the images of checkpoints.
   *
   * @throws IllegalArgumentException if a normalisation is given, which would change nothing
   */
  void applyToCheckpoints(Configuration<?> configuration) {
    if (normalization != null) {
      throw new IllegalArgumentException(
          "--normalization %s has no effect: a checkpoint carries the normalisation that its network was trained with; leave the option out"
              .formatted(normalization));
    }
    applyTo(configuration);
  }

  void applyTo(Configuration<?> configuration) {
    configuration
        .set("data.source", source)
        .set("data.trainImages", trainImages)
        .set("data.testImages", testImages)
        .set("data.normalization", normalization)
        .set("data.seed", seed);
  }
}
