package org.convexityprobe.experiment;

import java.nio.file.Path;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.resnet.BatchNormMode;
import org.convexityprobe.resnet.CrossEntropy;
import org.convexityprobe.resnet.MemoryNeed;
import org.convexityprobe.resnet.NetworkFunction;
import org.convexityprobe.resnet.NetworkGradient;
import org.convexityprobe.resnet.NotFiniteException;
import org.convexityprobe.resnet.TrainedNetwork;

/** The loss of one checkpoint's network on its images, ready to evaluate at any parameters. */
final class CheckpointLoss implements AutoCloseable {
  private final NetworkFunction function;
  private final ProbeImages.Selection selection;

  private CheckpointLoss(NetworkFunction function, ProbeImages.Selection selection) {
    this.function = function;
    this.selection = selection;
  }

  /** Prepares the network for its images. */
  static CheckpointLoss open(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    MemoryNeed.require(
        network.description().architecture(),
        Math.min(loss.batchSize(), selection.subset().count()),
        loss.batchNorm() == BatchNormMode.BATCH); // keeps a batch's activations, as training does
    NetworkFunction function =
        compute
            .execution()
            .function(
                network.graph().getConfiguration(),
                network.description().normalization().apply(selection.subset()),
                loss.batchSize(),
                loss.batchNorm() == BatchNormMode.BATCH,
                compute.threads());
    return new CheckpointLoss(function, selection);
  }

  /** Returns the gradient of the same loss. */
  static NetworkGradient gradient(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    int batch = Math.min(loss.batchSize(), selection.subset().count());
    MemoryNeed.require(network.description().architecture(), batch, true);
    return compute
        .execution()
        .gradient(
            network.graph().getConfiguration(),
            network.description().normalization().apply(selection.subset()),
            batch,
            loss.batchNorm() == BatchNormMode.BATCH,
            compute.threads());
  }

  /** Returns a checkpoint's parameters, with recomputed statistics where those are asked for. */
  static float[] weights(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    if (loss.batchNorm() != BatchNormMode.RECALIBRATED) {
      return network.parameters();
    }
    float[] weights =
        compute
            .execution()
            .recalibrated(
                network.graph(),
                ImageBatches.inOrder(
                    selection.population(),
                    network.description().normalization(),
                    loss.batchSize()),
                compute.threads());
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new NotFiniteException(
            "%s: a recalibrated statistic is %s".formatted(network.file(), weight));
      }
    }
    return weights;
  }

  /** Returns the loss at a parameter vector. */
  double at(float[] weights) {
    return SampledLineFunction.mean(CrossEntropy.losses(function.logits(weights), labels()));
  }

  /**
   * Refuses parameters at which there is nothing to measure.
   *
   * @param file whose parameters they are
   * @throws NotFiniteException if the loss is NaN or infinite
   */
  void requireFinite(Path file, float[] weights) {
    double value = at(weights);
    if (!Double.isFinite(value)) {
      throw new NotFiniteException("%s: its loss is %s on these images".formatted(file, value));
    }
  }

  NetworkFunction function() {
    return function;
  }

  int[] labels() {
    return selection.subset().labels();
  }

  @Override
  public void close() {
    function.close();
  }
}
