package org.convexityprobe.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.network.BatchNormMode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select the loss of a network. */
public final class LossOptions {
  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "Training images in the loss; 5000 for lines and 1000 for surfaces, paths and Hessians by"
              + " default, or all if fewer.")
  private Integer images;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images evaluated together; 128 by default.")
  private Integer batchSize;

  @Option(
      names = "--batch-norm",
      paramLabel = "MODE",
      description =
          "Statistics of batch-norm: ${COMPLETION-CANDIDATES}; running by default. recalibrated"
              + " computes them anew on training images, batch takes those of each batch.")
  private BatchNormMode batchNorm;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of random directions and of the subset of images; 1 by default.")
  private Long seed;

  @Mixin private ObjectiveOptions objective;

  /** Sets the loss of networks in a section of the configuration. */
  public void applyTo(Configuration<?> configuration, String section, List<Path> networks) {
    configuration
        .set(section + ".images", images)
        .set(section + ".batchSize", batchSize)
        .set(section + ".batchNorm", batchNorm)
        .set(section + ".seed", seed);
    objective.applyTo(configuration, section, networks);
  }
}
