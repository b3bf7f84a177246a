package org.convexityprobe.experiment.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.resnet.TrainingSettings;

/**
 * One training run.
 *
 * @param model the network
 * @param data the images
 * @param training the recipe
 * @param compute how it is computed; {@code BF16X2} is replaced by {@code AUTO}
 */
public record TrainConfig(
    ModelConfig model, DataConfig data, TrainingSettings training, ComputeConfig compute) {
  /** Replaces what is not for training, and refuses a warm-up without effect. */
  public TrainConfig {
    requireWarmup(training);
    compute = compute == null ? null : compute.ofTraining();
  }

  /**
   * Refuses one epoch of warm-up. {@link TrainingSettings} do not, since checkpoints of earlier
   * versions may have it.
   */
  static void requireWarmup(TrainingSettings training) {
    if (training != null && training.warmupEpochs() == 1) {
      throw new IllegalArgumentException(
          "warmupEpochs is 1; expected 0, or at least 2: the last epoch of warm-up has the full rate, so 1 has no effect");
    }
  }

  /** Returns these settings with what they leave to the data set. */
  public TrainConfig resolvedBy(ImageDataset dataset) throws IOException {
    return new TrainConfig(model.resolvedBy(dataset), data.resolved(), training, compute);
  }

  /**
   * Returns the same with the choice of convolutions made; see {@link ComputeConfig#in}.
   *
   * @param folder the folder of the run, which need not exist
   */
  public TrainConfig in(Path folder) throws IOException {
    return new TrainConfig(model, data, training, compute.in(folder));
  }

  /**
   * Where the number of epochs was given, and not what follows from it, checkpoints and milestones
   * come at the same shares of the training as in the papers' recipe.
   */
  public static <T extends Record> Configuration<T> followEpochs(Configuration<T> configuration) {
    if (configuration.isGiven("training.epochs")
        && configuration.get("training.epochs") instanceof Integer epochs
        && epochs >= 1) {
      TrainingSettings paper = TrainingSettings.PAPER;
      follow(configuration, "training.checkpointEpochs", paper.checkpointEpochs(), epochs);
      follow(configuration, "training.milestones", paper.milestones(), epochs);
    }
    return configuration;
  }

  private static void follow(
      Configuration<?> configuration, String key, List<Integer> papers, int epochs) {
    if (!configuration.isGiven(key)) {
      double share = (double) epochs / TrainingSettings.PAPER.epochs();
      configuration.set(
          key,
          papers.stream()
              .map(epoch -> (int) Math.round(epoch * share))
              // A rate that drops before the first epoch is another rate.
              .filter(epoch -> epoch > 0 || papers.contains(0))
              .distinct()
              .toList());
    }
  }

  /** ResNet-20 by the papers' recipe. */
  public static TrainConfig defaults() {
    return new TrainConfig(
        ModelConfig.of(20, 1),
        DataConfig.DEFAULT,
        TrainingSettings.PAPER,
        ComputeConfig.defaults());
  }
}
