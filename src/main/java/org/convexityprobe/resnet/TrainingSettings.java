package org.convexityprobe.resnet;

import java.math.BigDecimal;
import java.util.List;
import org.convexityprobe.data.Augmentation;

/**
 * A training recipe; the defaults are Appendix B, Table 3 of the papers.
 *
 * @param epochs passes over the training images, at least 1
 * @param checkpointEpochs numbers of completed epochs after which a checkpoint is kept; 0 is the
 *     initialisation
 * @param batchSize images a step
 * @param learningRate η at the start
 * @param learningRateFactor what η is multiplied by after each milestone
 * @param milestones numbers of completed epochs after which η drops
 * @param warmupEpochs epochs during which η rises linearly to its start, which the last of them
 *     has; 0 for none
 * @param momentum μ of the heavy ball
 * @param nesterov whether the step looks ahead
 * @param weightDecay c of the term c·w in the gradient
 * @param weightDecayOn the parameters that decay
 * @param augment whether images are cropped at random, and mirrored unless {@code flip} is false
 * @param flip whether augmented images are mirrored left to right with probability ½
 * @param seed seed of the initial weights, the order of images and their augmentation
 */
public record TrainingSettings(
    int epochs,
    List<Integer> checkpointEpochs,
    int batchSize,
    double learningRate,
    double learningRateFactor,
    List<Integer> milestones,
    int warmupEpochs,
    double momentum,
    boolean nesterov,
    double weightDecay,
    DecayedParameters weightDecayOn,
    boolean augment,
    boolean flip,
    long seed) {
  /** Which parameters decay. */
  public enum DecayedParameters {
    /** All learnable parameters, batch-norm and biases included. */
    ALL,
    /** Weights of convolutions and of the dense layer. */
    WEIGHTS
  }

  /** The papers' recipe. */
  public static final TrainingSettings PAPER =
      new TrainingSettings(
          300,
          List.of(0, 100, 200, 300),
          128,
          0.1,
          0.1,
          List.of(150, 225, 275),
          0,
          0.9,
          false,
          5e-4,
          DecayedParameters.ALL,
          true,
          true,
          1);

  /** Checks every number. */
  public TrainingSettings {
    checkpointEpochs = checkpointEpochs.stream().distinct().sorted().toList();
    milestones = List.copyOf(milestones);
    require(epochs >= 1, "epochs", epochs, "at least 1");
    for (int epoch : checkpointEpochs) {
      require(epoch >= 0 && epoch <= epochs, "checkpointEpochs", epoch, "0 to " + epochs);
    }
    require(!checkpointEpochs.isEmpty(), "checkpointEpochs", "empty", "at least one epoch");
    require(batchSize >= 1, "batchSize", batchSize, "at least 1");
    require(
        learningRate > 0 && learningRate < 1e3,
        "learningRate",
        learningRate,
        "above 0, below 1000");
    require(
        learningRateFactor > 0 && learningRateFactor <= 1,
        "learningRateFactor",
        learningRateFactor,
        "above 0, at most 1");
    for (int i = 0; i < milestones.size(); i++) {
      require(
          milestones.get(i) > (i == 0 ? 0 : milestones.get(i - 1)),
          "milestones",
          milestones,
          "rising numbers of epochs");
    }
    require(warmupEpochs >= 0, "warmupEpochs", warmupEpochs, "0 or more");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "0 ≤ μ < 1");
    require(!nesterov || momentum > 0, "nesterov", nesterov, "false where momentum is 0");
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "0 or more, below 1");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s; expected %s".formatted(key, value, expected));
    }
  }

  /** Returns the same recipe with another seed. */
  public TrainingSettings withSeed(long other) {
    return new TrainingSettings(
        epochs,
        checkpointEpochs,
        batchSize,
        learningRate,
        learningRateFactor,
        milestones,
        warmupEpochs,
        momentum,
        nesterov,
        weightDecay,
        weightDecayOn,
        augment,
        flip,
        other);
  }

  /** Returns what happens to training images. */
  public Augmentation augmentation() {
    return augment ? new Augmentation(Augmentation.STANDARD.padding(), flip) : Augmentation.NONE;
  }

  /** Returns η during an epoch, counted from 0. */
  public double learningRateAt(int epoch) {
    if (epoch < warmupEpochs) {
      return learningRate * (epoch + 1) / warmupEpochs;
    }
    int passed = (int) milestones.stream().filter(milestone -> epoch >= milestone).count();
    // In decimal, so that 0.1 becomes 0.01, not 0.010000000000000002.
    return BigDecimal.valueOf(learningRate)
        .multiply(BigDecimal.valueOf(learningRateFactor).pow(passed))
        .doubleValue();
  }
}
