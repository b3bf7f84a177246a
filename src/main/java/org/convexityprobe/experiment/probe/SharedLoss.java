package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.resnet.Checkpoint.TrainingData;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Whether several networks have one loss, so that it is that of each of them at its parameters. A
 * segment or a plane through networks takes inputs and images as the last of them does.
 */
public final class SharedLoss {
  /** Outputs of one network on two engines or in two batches differ by less, as a share. */
  private static final double ROUNDING = 1e-3;

  private SharedLoss() {}

  /**
   * Refuses a network whose loss is another function of the parameters than that of the last one.
   * What is not known of a network is not compared.
   *
   * @param data where the images come from
   * @param purpose what has one loss, such as {@code a path}
   * @return what a reader of results must know of the network's training images, if anything
   * @throws IllegalArgumentException if architectures, normalisations or data sets differ
   */
  public static Optional<String> require(
      TrainedNetwork network, TrainedNetwork last, DataConfig data, String purpose) {
    network.requireArchitectureOf(last, purpose);
    requireNormalization(network, last, purpose);
    TrainingData own = network.description().data();
    TrainingData other = last.description().data();
    if (own == null || other == null) {
      return Optional.empty();
    }
    if (!own.isOf(other.name())) {
      throw new IllegalArgumentException(
          "%s was trained on %s, but %s on %s; %s needs one data set"
              .formatted(network.file(), own.name(), last.file(), other.name(), purpose));
    }
    if (data.trainImages() != null || !own.differsFrom(other)) {
      return Optional.empty();
    }
    requireSubsets(network.file(), own, last.file(), other);
    return Optional.of(
        "the loss is that of the training images of %s (%d, drawn by seed %d); %s was trained on others (%d, drawn by seed %d)"
            .formatted(
                last.file(),
                other.trainImages(),
                other.seed(),
                network.file(),
                own.trainImages(),
                own.seed()));
  }

  /**
   * Refuses a network that is another function than the last one at equal parameters: of other code
   * or with other buffers. This is seen on two images. Residual networks of this program are
   * compared by {@link TrainedNetwork#requireArchitectureOf}.
   *
   * @param purpose what has one loss, such as {@code a path}
   * @throws IOException if the images cannot be read
   * @throws IllegalArgumentException if outputs differ by more than roundings
   */
  public static void requireOutputs(
      TrainedNetwork network,
      TrainedNetwork last,
      LossSource loss,
      UnitContext context,
      String purpose)
      throws IOException {
    if (network == last || network.description().architecture() instanceof ResNetArchitecture) {
      return;
    }
    ProbeImages.Selection selection = context.get(loss.images()).of(last.description());
    ImageSet few = selection.subset().first(Math.min(2, selection.subset().count()));
    LossSpec spec =
        new LossSpec(
            selection.normalization().apply(few), few.count(), false, loss.loss().objective());
    double[] own = logits(network, spec, loss, network.parameters());
    double[] shared = logits(last, spec, loss, network.parameters());
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < own.length; i++) {
      largest = Math.max(largest, Math.abs(own[i]));
      difference = Math.max(difference, Math.abs(own[i] - shared[i]));
    }
    if (difference > ROUNDING * largest) {
      throw new IllegalArgumentException(
          "%s and %s compute different outputs from equal parameters (they differ by %.3g, the largest is %.3g): their code or their buffers differ; %s needs networks that differ in their parameters alone"
              .formatted(network.file(), last.file(), difference, largest, purpose));
    }
  }

  private static double[] logits(
      TrainedNetwork network, LossSpec spec, LossSource loss, float... parameters) {
    try (NetworkFunction function =
        network.model(loss.compute().networks(), loss.compute().threads()).function(spec)) {
      return function.logits(parameters);
    }
  }

  private static void requireNormalization(
      TrainedNetwork network, TrainedNetwork last, String purpose) {
    Normalization own = network.description().normalization();
    Normalization other = last.description().normalization();
    if (own != null && other != null && !own.equals(other)) {
      throw new IllegalArgumentException(
          "%s takes pixels normalised by %s, but %s by %s; %s needs one normalisation"
              .formatted(network.file(), own, last.file(), other, purpose));
    }
  }

  /** Images that differ, but were drawn in the same way, are not of one set. */
  private static void requireSubsets(Path file, TrainingData own, Path last, TrainingData other) {
    if (own.trainImages() == other.trainImages() && own.seed() == other.seed()) {
      throw new IllegalArgumentException(
          "%s was trained on other images (%s, checksum %s) than %s (checksum %s); give networks of one data set, or say with --train-images how many images to use"
              .formatted(file, own.name(), own.checksum(), last, other.checksum()));
    }
  }
}
