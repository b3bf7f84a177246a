package org.convexityprobe.execution.torch;

import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;

/**
 * A network in training mode on libtorch, with the statistics of each batch as DL4J keeps them.
 *
 * <p>Vectors of the network's length are flat, in the order of its parameters.
 */
final class BatchPass implements AutoCloseable {
  private final Network network;
  private final TorchWork work;
  private final TorchNetwork operations;
  private final List<ParameterTensors.Part> parts;

  /** Receives the means and unbiased variances of a batch; 0 elsewhere. */
  private final Tensor statistics;

  /** 1/(height·width) at variances, 0 elsewhere. */
  private final Tensor inversePixels;

  BatchPass(Network network, TorchWork work) {
    this.network = network;
    this.work = work;
    this.operations =
        new TorchNetwork(
            network, work.settings().precision(), TorchNetwork.Statistics.BATCH_WRITTEN);
    this.parts =
        ParameterTensors.parts(network).stream()
            .sorted(Comparator.comparingInt(ParameterTensors.Part::offset))
            .toList();
    this.statistics = work.kept(new float[network.parameters()], type());
    this.inversePixels = work.kept(inversePixels(network), type());
  }

  private static float[] inversePixels(Network network) {
    float[] values = new float[network.parameters()];
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm norm) {
        float inverse = 1f / (norm.output().height() * norm.output().width());
        for (int channel = 0; channel < norm.output().channels(); channel++) {
          values[norm.variance() + channel] = inverse;
        }
      }
    }
    return values;
  }

  /** Returns the parts of the flat vector, in its order. */
  List<ParameterTensors.Part> parts() {
    return parts;
  }

  /** Returns parameters that a batch can be passed with; the statistics among them count not. */
  ParameterTensors parameters(Tensor flat, boolean gradients) {
    return new ParameterTensors(parts, work.placed(flat), statistics, gradients);
  }

  /**
   * Returns images on the device. They are copied while the processor goes on, if the device is a
   * GPU of NVIDIA's.
   *
   * @param pixels [images, channels, height, width], row-major; must stay until the tensor is freed
   */
  Tensor images(FloatPointer pixels, int images) {
    long[] shape = {
      images, network.input().channels(), network.input().height(), network.input().width()
    };
    return placed(pixels, type(), shape);
  }

  /** Returns numbers of the host's memory on the device; see {@link #images}. */
  Tensor placed(FloatPointer values, torch.ScalarType type, long... shape) {
    Tensor host = torch.from_blob(values, shape, new TensorOptions(torch.ScalarType.Float));
    boolean nvidia = work.settings().device().startsWith("cuda");
    return (nvidia ? host.pin_memory() : host)
        .to(work.settings().torchDevice(), type, nvidia, false, new MemoryFormatOptional());
  }

  /** Returns the logits of images, and writes their statistics. */
  Tensor logits(Tensor images, ParameterTensors parameters) {
    return operations.logits(images, parameters, lossType());
  }

  /** Returns the type of parameters and activations. */
  private torch.ScalarType type() {
    return work.settings().precision().type();
  }

  /** Returns what losses are computed in: double precision, which Apple's GPUs do not have. */
  torch.ScalarType lossType() {
    return work.settings().device().equals("mps")
        ? torch.ScalarType.Float
        : torch.ScalarType.Double;
  }

  /**
   * Returns the means and biased variances of the batch that was passed last; 0 elsewhere. The
   * variance of a single number is 0, while libtorch gives NaN, as it divides by n − 1 = 0.
   */
  Tensor statistics(int images) {
    if (images == 1) {
      // In place, since the next batch's are added to 0 times these, which is NaN for NaN.
      statistics.masked_fill_(inversePixels.eq(new Scalar(1.0)), new Scalar(0.0));
    }
    return statistics.addcmul(statistics, inversePixels, new Scalar(-1.0 / images));
  }

  @Override
  public void close() {
    statistics.releaseReference();
    inversePixels.releaseReference();
  }
}
