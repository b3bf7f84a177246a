package org.convexityprobe.experiment;

import org.convexityprobe.resnet.ResNetArchitecture;
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
    ResNetArchitecture model, DataConfig data, TrainingSettings training, ComputeConfig compute) {
  /** Replaces what is not for training. */
  public TrainConfig {
    compute = compute == null ? null : compute.ofTraining();
  }

  /** ResNet-20 by the papers' recipe. */
  public static TrainConfig defaults() {
    return new TrainConfig(
        ResNetArchitecture.of(20, 1),
        DataConfig.DEFAULT,
        TrainingSettings.PAPER,
        ComputeConfig.defaults());
  }
}
