package org.convexityprobe.experiment.probe;

import org.convexityprobe.resnet.TrainedNetwork;

/** A checkpoint's network, the images of its loss, and the loss, ready to be evaluated. */
public final class OpenCheckpoint implements AutoCloseable {
  private final TrainedNetwork network;
  private final ProbeImages.Selection selection;
  private final float[] weights;
  private final CheckpointLoss loss;
  private boolean finite;

  OpenCheckpoint(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      float[] weights,
      CheckpointLoss loss) {
    this.network = network;
    this.selection = selection;
    this.weights = weights.clone();
    this.loss = loss;
  }

  public TrainedNetwork network() {
    return network;
  }

  ProbeImages.Selection selection() {
    return selection;
  }

  /** Returns the parameters, with recomputed statistics where the loss asks for them. */
  public float[] weights() {
    return weights.clone();
  }

  public CheckpointLoss loss() {
    return loss;
  }

  /**
   * Refuses a checkpoint at which there is nothing to measure.
   *
   * @throws org.convexityprobe.network.NotFiniteException if its loss is NaN or infinite
   */
  public void requireFinite() {
    if (!finite) {
      loss.requireFinite(network.file(), weights);
      finite = true;
    }
  }

  @Override
  public void close() {
    loss.close();
  }
}
