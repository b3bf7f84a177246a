package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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
  private final Statistics statistics;

  /** What batch-norm divides by. */
  enum Statistics {
    /** The running statistics among the parameters. */
    RUNNING,
    /** Those of the batch. */
    BATCH,
    /**
     * Those of the batch, which are written over the running statistics among the parameters. The
     * variance that is written is unbiased.
     */
    BATCH_WRITTEN
  }

  /** Reads a network. */
  TorchNetwork(Network network, Precision precision, Statistics statistics) {
    this.network = network;
    this.precision = precision;
    this.statistics = statistics;
  }

  /**
   * Returns the logits of a batch, in double precision on the host, where the dense layer is
   * computed: a thousandth of the work, and the part whose rounding a probe would see.
   *
   * @param images [images, channels, height, width] on the device
   * @return [images, classes]; NaN for images with an activation that is not finite
   */
  Tensor logits(Tensor images, ParameterTensors parameters) {
    List<Tensor> outputs = outputs(images, parameters);
    Tensor guard = null;
    for (Node node : network.nodes()) {
      if (node instanceof Node.Rectifier rectifier) {
        guard = guarded(guard, outputs.get(rectifier.source()));
      }
    }
    Tensor logits = dense(outputs, parameters, TorchNetwork::host);
    return guard == null ? logits : logits.add(host(guard).unsqueeze(1));
  }

  /**
   * Returns the logits of a batch, computed on the device altogether, so that the processor need
   * not wait for it.
   *
   * @param images [images, channels, height, width] on the device
   * @param type what the dense layer is computed in
   * @return [images, classes]. An activation of −∞ need not show: batch-norm on the statistics of
   *     the batch makes NaN of it, but not where a ReLU has no batch-norm before it.
   */
  Tensor logits(Tensor images, ParameterTensors parameters, torch.ScalarType type) {
    return dense(outputs(images, parameters), parameters, tensor -> tensor.to(type));
  }

  /** Returns the outputs of all nodes but the dense layer, which is the last one. */
  private List<Tensor> outputs(Tensor images, ParameterTensors parameters) {
    List<Tensor> outputs = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (node instanceof Node.Input) {
        outputs.add(images);
      } else if (!(node instanceof Node.Softmax)) {
        outputs.add(output(node, outputs, parameters));
      }
    }
    return outputs;
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
    boolean given = statistics != Statistics.BATCH;
    return torch.batch_norm(
        source,
        new TensorOptional(parameters.at(node.gamma())),
        new TensorOptional(parameters.at(node.beta())),
        given ? new TensorOptional(parameters.at(node.mean())) : new TensorOptional(),
        given ? new TensorOptional(parameters.at(node.variance())) : new TensorOptional(),
        statistics != Statistics.RUNNING,
        statistics == Statistics.BATCH_WRITTEN ? 1 : 0,
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

  /** Returns the dense layer's outputs, its factors where and in the type that they are put. */
  private Tensor dense(
      List<Tensor> outputs, ParameterTensors parameters, UnaryOperator<Tensor> put) {
    Node.Softmax node = network.softmax();
    Tensor weights = put.apply(parameters.at(node.weights()));
    Tensor products = put.apply(outputs.get(node.source())).flatten(1, -1).matmul(weights.t());
    return node.bias() == Node.Convolution.NO_BIAS
        ? products
        : products.add(put.apply(parameters.at(node.bias())));
  }

  /** Returns a tensor on the host, in double precision; Apple's GPUs have none. */
  static Tensor host(Tensor tensor) {
    return tensor.cpu().to(DOUBLE);
  }
}
