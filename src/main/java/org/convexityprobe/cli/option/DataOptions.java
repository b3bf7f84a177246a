package org.convexityprobe.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.resnet.NetworkFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which images to use. */
public final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "IMAGES",
      description =
          "A folder with CIFAR-10's binary version (DIR), or synthetic[:SIDE], custom:DIR"
              + " (CIFAR-10's layout, any number of images), cifar100:DIR or cifar100-coarse:DIR,"
              + " idx:DIR (MNIST's files), images:[HxW:]DIR (PNG and JPEG, one subfolder a class,"
              + " fitted to H rows and W columns), csv:[COLUMN:]FILE (a table with a column of"
              + " labels, for networks that take vectors), npz:FILE (NumPy's x and y;"
              + " npz-channels-first:FILE or npz-channels-last:FILE where both are possible)."
              + " 'convexity data list' lists all kinds. By default the images that 'convexity data"
              + " fetch cifar10' fetched.")
  private String source;

  @Option(
      names = "--train-images",
      paramLabel = "N",
      description =
          "Use a class-balanced, seeded subset of N training images. If a class has too few,"
              + " all of its images are used.")
  private Integer trainImages;

  @Option(
      names = "--test-images",
      paramLabel = "N",
      description = "Use only the first N test images.")
  private Integer testImages;

  @Mixin private NormalizationOptions normalization;

  @Option(
      names = "--data-seed",
      paramLabel = "SEED",
      description =
          "Seed of the subset, or of synthetic images; 1 by default. Checkpoints know the images that"
              + " they were trained on; with them, it needs --train-images.")
  private Long seed;

  /**
   * Returns the images that these options alone ask for, with pixels as they are in the files.
   *
   * @throws IllegalArgumentException if a normalisation is given, which would change nothing
   */
  public DataConfig resolve() {
    if (normalization.choice() != null) {
      throw new IllegalArgumentException(
          "%s has no effect: this command does not normalise pixels; leave the option out"
              .formatted(normalization.given()));
    }
    Configuration<TrainConfig> configuration =
        Configuration.of(TrainConfig.class, TrainConfig.defaults());
    applyTo(configuration);
    return configuration.resolve().data();
  }

  /**
   * Sets the images of networks.
   *
   * @param networks their files
   * @throws IllegalArgumentException if a normalisation or a seed is given, but all are
   *     checkpoints, of which it would change nothing
   */
  public void applyToNetworks(Configuration<?> configuration, List<Path> networks) {
    if (normalization.choice() != null && !NetworkFiles.someLackNormalization(networks)) {
      throw new IllegalArgumentException(
          "%s has no effect: a checkpoint carries the normalisation that its network was trained with; leave the option out"
              .formatted(normalization.given()));
    }
    applyTo(configuration);
    if (seed != null
        && configuration.get("data.trainImages") == null
        && !NetworkFiles.someLackImages(networks)) {
      throw new IllegalArgumentException(
          "--data-seed %d has no effect: a checkpoint carries the seed of the images that its network was trained on; leave the option out, or choose other images with --train-images"
              .formatted(seed));
    }
  }

  public void applyTo(Configuration<?> configuration) {
    configuration
        .set("data.source", source)
        .set("data.trainImages", trainImages)
        .set("data.testImages", testImages)
        .set("data.normalization", normalization.choice())
        .set("data.seed", seed);
  }
}
