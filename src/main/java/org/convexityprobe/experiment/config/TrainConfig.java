package org.convexityprobe.experiment.config;

import java.io.IOException;
import org.convexityprobe.data.ImageDataset;
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
  /** Replaces what is not for training. */
  public TrainConfig {
    compute = compute == null ? null : compute.ofTraining();
  }

  /** Returns these settings with what they leave to the data set. */
  public TrainConfig resolvedBy(ImageDataset dataset) throws IOException {
    return new TrainConfig(model.resolvedBy(dataset), data.resolved(), training, compute);
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
