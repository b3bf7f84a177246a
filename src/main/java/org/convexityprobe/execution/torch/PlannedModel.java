package org.convexityprobe.execution.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.convexityprobe.execution.plan.Network;

/** A network that was read as a list of operations, on libtorch. */
final class PlannedModel implements TorchModel {
  private final Network network;
  private final TorchNetwork operations;
  private final List<ParameterTensors.Part> parts;

  /**
   * Prepares a network.
   *
   * @param batchStatistics whether batch-norm uses the statistics of each batch
   */
  PlannedModel(Network network, Precision precision, boolean batchStatistics) {
    this.network = network;
    this.operations =
        new TorchNetwork(
            network,
            precision,
            batchStatistics ? TorchNetwork.Statistics.BATCH : TorchNetwork.Statistics.RUNNING);
    this.parts = ParameterTensors.parts(network);
  }

  @Override
  public int parameters() {
    return network.parameters();
  }

  @Override
  public long[] input(int images) {
    return new long[] {
      images, network.input().channels(), network.input().height(), network.input().width()
    };
  }

  @Override
  public Point at(Tensor flat, boolean gradients) {
    ParameterTensors tensors = new ParameterTensors(parts, flat, flat, gradients);
    return new Point() {
      @Override
      public Tensor logits(Tensor images) {
        return operations.logits(images, tensors);
      }

      @Override
      public TensorVector leaves() {
        return tensors.leaves();
      }

      @Override
      public List<ParameterTensors.Part> learnt() {
        return tensors.learnt();
      }
    };
  }

  @Override
  public void close() {
    // It holds nothing on the device.
  }
}
