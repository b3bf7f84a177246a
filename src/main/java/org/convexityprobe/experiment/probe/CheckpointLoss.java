package org.convexityprobe.experiment.probe;

import java.nio.file.Path;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.CrossEntropy;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkGradient;
import org.convexityprobe.network.NetworkHessian;
import org.convexityprobe.network.NetworkPopulation;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.ProbedModel;
import org.convexityprobe.resnet.MemoryNeed;
import org.convexityprobe.resnet.TrainedNetwork;

/** The loss of one checkpoint's network on its images, ready to evaluate at any parameters. */
public final class CheckpointLoss implements AutoCloseable {
  private final NetworkFunction function;
  private final ProbeImages.Selection selection;

  private CheckpointLoss(NetworkFunction function, ProbeImages.Selection selection) {
    this.function = function;
    this.selection = selection;
  }

  /** Prepares the network for its images. */
  public static CheckpointLoss open(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    MemoryNeed.require(
        network.description().architecture(),
        Math.min(loss.batchSize(), selection.subset().count()),
        loss.batchNorm() == BatchNormMode.BATCH); // keeps a batch's activations, as training does
    NetworkFunction function =
        model(network, compute).function(spec(network, selection, loss, loss.batchSize()));
    return new CheckpointLoss(function, selection);
  }

  /** Returns the losses of all of a selection's images, of which any can be asked for. */
  static NetworkPopulation population(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    MemoryNeed.require(network.description().architecture(), loss.batchSize(), false);
    return new NetworkPopulation(
        model(network, compute),
        selection.population(),
        network.description().normalization(),
        loss.batchSize());
  }

  /** Returns the gradient of the same loss. */
  static NetworkGradient gradient(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    int batch = Math.min(loss.batchSize(), selection.subset().count());
    MemoryNeed.require(network.description().architecture(), batch, true);
    return model(network, compute).gradient(spec(network, selection, loss, batch));
  }

  /** Returns the Hessian of the same loss. */
  static NetworkHessian hessian(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    int batch = Math.min(loss.batchSize(), selection.subset().count());
    MemoryNeed.require(network.description().architecture(), batch, true);
    return model(network, compute).hessian(spec(network, selection, loss, batch));
  }

  private static ProbedModel model(TrainedNetwork network, ComputeConfig compute) {
    return network.model(compute.networks(), compute.threads());
  }

  private static LossSpec spec(
      TrainedNetwork network, ProbeImages.Selection selection, LossConfig loss, int batch) {
    return new LossSpec(
        network.description().normalization().apply(selection.subset()),
        batch,
        loss.batchNorm() == BatchNormMode.BATCH);
  }

  /** Returns a checkpoint's parameters, with recomputed statistics where those are asked for. */
  public static float[] weights(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    if (loss.batchNorm() != BatchNormMode.RECALIBRATED) {
      return network.parameters();
    }
    float[] weights =
        model(network, compute)
            .recalibrated(
                ImageBatches.inOrder(
                    selection.population(),
                    network.description().normalization(),
                    loss.batchSize()));
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new NotFiniteException(
            "%s: a recalibrated statistic is %s".formatted(network.file(), weight));
      }
    }
    return weights;
  }

  /** Returns the loss at a parameter vector. */
  public double at(float[] weights) {
    return SampledLineFunction.mean(CrossEntropy.losses(function.logits(weights), labels()));
  }

  /**
   * Refuses parameters at which there is nothing to measure.
   *
   * @param file whose parameters they are
   * @throws NotFiniteException if the loss is NaN or infinite
   */
  public void requireFinite(Path file, float[] weights) {
    requireFinite(file, at(weights));
  }

  /** Refuses a checkpoint by the loss at its parameters. */
  static void requireFinite(Path file, double loss) {
    if (!Double.isFinite(loss)) {
      throw new NotFiniteException("%s: its loss is %s on these images".formatted(file, loss));
    }
  }

  public NetworkFunction function() {
    return function;
  }

  public int[] labels() {
    return selection.subset().labels();
  }

  @Override
  public void close() {
    function.close();
  }
}
