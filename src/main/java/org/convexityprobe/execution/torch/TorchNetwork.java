package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Window;

/** The operations of a network as libtorch's, which differentiates them as often as asked. */
final class TorchNetwork {
  private static final torch.ScalarType DOUBLE = torch.ScalarType.Double;

  private final Network network;
  private final Precision precision;
  private final boolean batchStatistics;

  /**
   * Reads a network.
   *
   * @param batchStatistics whether batch-norm uses the statistics of the batch
   */
  TorchNetwork(Network network, Precision precision, boolean batchStatistics) {
    this.network = network;
    this.precision = precision;
    this.batchStatistics = batchStatistics;
  }

  /**
   * Returns the logits of a batch, in double precision on the host, where the dense layer is
   * computed: a thousandth of the work, and the part whose rounding a probe would see.
   *
   * @param images [images, channels, height, width] on the device
   * @return [images, classes]; NaN for images with an activation that is not finite
   */
  Tensor logits(Tensor images, ParameterTensors parameters) {
    List<Tensor> outputs = new ArrayList<>();
    Tensor guard = null;
    for (Node node : network.nodes()) {
      if (node instanceof Node.Rectifier rectifier) {
        guard = guarded(guard, outputs.get(rectifier.source()));
      }
      outputs.add(node instanceof Node.Input ? images : output(node, outputs, parameters));
    }
    Tensor logits = outputs.get(outputs.size() - 1);
    return guard == null ? logits : logits.add(host(guard).unsqueeze(1));
  }

  /**
   * Adds 0 for each image whose activations are finite and NaN for others: ReLU makes 0 of −∞, so
   * the logits do not tell.
   */
  private static Tensor guarded(Tensor guard, Tensor activations) {
    Tensor sums = activations.detach().flatten(1, -1).sum(1).mul(new Scalar(0.0));
    return guard == null ? sums : guard.add(sums);
  }

  private Tensor output(Node node, List<Tensor> outputs, ParameterTensors parameters) {
    Tensor source = outputs.get(node.sources().get(0));
    if (node instanceof Node.Convolution convolution) {
      return convolution(convolution, source, parameters);
    } else if (node instanceof Node.BatchNorm norm) {
      return normalized(norm, source, parameters);
    } else if (node instanceof Node.Rectifier) {
      return torch.relu(source);
    } else if (node instanceof Node.Addition addition) {
      return source.add(outputs.get(addition.second()));
    } else if (node instanceof Node.Shortcut shortcut) {
      return shortcut(shortcut, source);
    } else if (node instanceof Node.GlobalPooling) {
      return source.mean(2, 3);
    } else if (node instanceof Node.Softmax softmax) {
      return dense(softmax, source, parameters);
    }
    throw new IllegalStateException(node.name() + " has no form in libtorch");
  }

  private Tensor convolution(Node.Convolution node, Tensor source, ParameterTensors parameters) {
    Window window = node.window();
    Tensor input = source;
    long[] padding = {window.top(), window.left()};
    if (window.top() != window.bottom() || window.left() != window.right()) {
      input =
          torch.constant_pad_nd(
              source, window.left(), window.right(), window.top(), window.bottom());
      padding = new long[] {0, 0};
    }
    Tensor sum =
        torch.conv2d(
            factor(input),
            factor(parameters.at(node.weights())),
            new TensorOptional(),
            new long[] {window.strideHeight(), window.strideWidth()},
            padding,
            new long[] {window.dilationHeight(), window.dilationWidth()},
            1);
    Tensor output = sum.to(precision.type());
    return node.hasBias()
        ? output.add(parameters.at(node.bias()).view(1, node.output().channels(), 1, 1))
        : output;
  }

  private Tensor factor(Tensor tensor) {
    return precision == Precision.BFLOAT16 ? tensor.to(torch.ScalarType.BFloat16) : tensor;
  }

  private Tensor normalized(Node.BatchNorm node, Tensor source, ParameterTensors parameters) {
    return torch.batch_norm(
        source,
        new TensorOptional(parameters.at(node.gamma())),
        new TensorOptional(parameters.at(node.beta())),
        batchStatistics ? new TensorOptional() : new TensorOptional(parameters.at(node.mean())),
        batchStatistics ? new TensorOptional() : new TensorOptional(parameters.at(node.variance())),
        batchStatistics,
        0,
        node.epsilon(),
        true);
  }

  private static Tensor shortcut(Node.Shortcut node, Tensor source) {
    Tensor kept = source;
    if (node.stride() > 1) {
      kept = everyPixel(everyPixel(source, 2, node.stride()), 3, node.stride());
    }
    long added = node.output().channels() - (long) node.input().channels();
    return added == 0
        ? kept
        : torch.constant_pad_nd(kept, 0, 0, 0, 0, added / 2, added - added / 2);
  }

  private static Tensor everyPixel(Tensor source, int dimension, int stride) {
    return source.slice(dimension, new LongOptional(), new LongOptional(), stride);
  }

  private static Tensor dense(Node.Softmax node, Tensor source, ParameterTensors parameters) {
    Tensor weights = host(parameters.at(node.weights()));
    Tensor products = host(source).flatten(1, -1).matmul(weights.t());
    return node.bias() == Node.Convolution.NO_BIAS
        ? products
        : products.add(host(parameters.at(node.bias())));
  }

  /** Returns a tensor on the host, in double precision; Apple's GPUs have none. */
  static Tensor host(Tensor tensor) {
    return tensor.cpu().to(DOUBLE);
  }
}
