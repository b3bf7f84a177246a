package org.convexityprobe.experiment.probe;

import java.nio.file.Path;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.LabelledLoss;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkGradient;
import org.convexityprobe.network.NetworkHessian;
import org.convexityprobe.network.NetworkPopulation;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.ProbedModel;
import org.convexityprobe.resnet.TrainedNetwork;

/** The loss of one checkpoint's network on its images, ready to evaluate at any parameters. */
public final class CheckpointLoss implements AutoCloseable {
  private final NetworkFunction function;
  private final LabelledLoss losses;

  private CheckpointLoss(NetworkFunction function, LabelledLoss losses) {
    this.function = function;
    this.losses = losses;
  }

  /** Prepares the network for its images. */
  public static CheckpointLoss open(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    requireMemory(
        network,
        compute,
        Math.min(loss.batchSize(), selection.subset().count()),
        loss.batchNorm() == BatchNormMode.BATCH); // keeps a batch's activations, as training does
    NetworkFunction function =
        model(network, compute).function(spec(selection, loss, loss.batchSize()));
    try {
      function.requireClasses(selection.population().classes());
      return new CheckpointLoss(function, LabelledLoss.of(loss.objective(), selection.subset()));
    } catch (IllegalArgumentException e) {
      function.close();
      throw e;
    }
  }

  /** Returns the losses of all of a selection's images, of which any can be asked for. */
  static NetworkPopulation population(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    int batch = Math.min(loss.batchSize(), selection.population().count());
    requireMemory(network, compute, batch, false);
    return new NetworkPopulation(
        model(network, compute),
        selection.population(),
        selection.normalization(),
        loss.batchSize(),
        loss.objective());
  }

  /** Returns the gradient of the same loss. */
  static NetworkGradient gradient(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    int batch = Math.min(loss.batchSize(), selection.subset().count());
    requireMemory(network, compute, batch, true);
    return model(network, compute).gradient(spec(selection, loss, batch));
  }

  /** Returns the Hessian of the same loss. */
  static NetworkHessian hessian(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    int batch = Math.min(loss.batchSize(), selection.subset().count());
    requireMemory(network, compute, batch, true);
    return model(network, compute).hessian(spec(selection, loss, batch));
  }

  /** Refuses batches that cannot fit into this machine's memory; a GPU's own says so itself. */
  private static void requireMemory(
      TrainedNetwork network, ComputeConfig compute, int batch, boolean activationsKept) {
    if (compute.networks().usesHostMemory()) {
      network.requireMemory(batch, activationsKept);
    }
  }

  private static ProbedModel model(TrainedNetwork network, ComputeConfig compute) {
    return network.model(compute.networks(), compute.threads());
  }

  private static LossSpec spec(ProbeImages.Selection selection, LossConfig loss, int batch) {
    return new LossSpec(
        selection.normalization().apply(selection.subset()),
        batch,
        loss.batchNorm() == BatchNormMode.BATCH,
        loss.objective());
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
                    selection.population(), selection.normalization(), loss.batchSize()));
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
    return SampledLineFunction.mean(losses.losses(function.logits(weights)));
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

  /** Returns the losses of the images from the function's outputs. */
  public LabelledLoss losses() {
    return losses;
  }

  @Override
  public void close() {
    function.close();
  }
}
