package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;

/**
 * A network's flat parameter vector as libtorch's tensors, one for each weight, bias, scale and
 * shift, and for the running statistics, which have no gradients.
 */
final class ParameterTensors {
  /**
   * A part of the flat vector.
   *
   * @param offset of its first element
   * @param sides of the tensor, row-major
   * @param statistic whether it is a running statistic
   */
  record Part(int offset, List<Long> sides, boolean statistic) {
    int length() {
      return (int) sides.stream().mapToLong(side -> side).reduce(1, (a, b) -> a * b);
    }

    long[] shape() {
      return sides.stream().mapToLong(side -> side).toArray();
    }
  }

  private final Map<Integer, Tensor> byOffset = new HashMap<>();
  private final List<Part> learnt = new ArrayList<>();
  private final TensorVector leaves = new TensorVector();

  /**
   * Takes the flat vector apart.
   *
   * @param flat the vector on its device
   * @param statistics a vector in the same order, whose running statistics are taken; the rest of
   *     it counts for nothing
   * @param gradients whether gradients will be asked for
   */
  ParameterTensors(List<Part> parts, Tensor flat, Tensor statistics, boolean gradients) {
    for (Part part : parts) {
      Tensor from = part.statistic() ? statistics : flat;
      Tensor tensor = from.narrow(0, part.offset(), part.length()).view(part.shape()).detach();
      byOffset.put(part.offset(), tensor);
      if (!part.statistic()) {
        learnt.add(part);
        leaves.push_back(tensor.set_requires_grad(gradients));
      }
    }
  }

  /** Returns the parts of a network's flat vector, in no particular order; they fill it. */
  static List<Part> parts(Network network) {
    List<Part> parts = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (node instanceof Node.Convolution convolution) {
        add(
            parts,
            convolution.weights(),
            convolution.output().channels(),
            convolution.input().channels(),
            convolution.window().height(),
            convolution.window().width());
        if (convolution.hasBias()) {
          add(parts, convolution.bias(), convolution.output().channels());
        }
      } else if (node instanceof Node.BatchNorm norm) {
        long channels = norm.output().channels();
        add(parts, norm.gamma(), channels);
        add(parts, norm.beta(), channels);
        parts.add(new Part(norm.mean(), List.of(channels), true));
        parts.add(new Part(norm.variance(), List.of(channels), true));
      } else if (node instanceof Node.Softmax softmax) {
        add(parts, softmax.weights(), softmax.classes(), softmax.inputs());
        if (softmax.bias() != Node.Convolution.NO_BIAS) {
          add(parts, softmax.bias(), softmax.classes());
        }
      }
    }
    return parts;
  }

  private static void add(List<Part> parts, int offset, long... sides) {
    parts.add(new Part(offset, java.util.Arrays.stream(sides).boxed().toList(), false));
  }

  /** Returns the tensor that begins at a place of the flat vector. */
  Tensor at(int offset) {
    return byOffset.get(offset);
  }

  /** Returns the tensors that have gradients. */
  TensorVector leaves() {
    return leaves;
  }

  /** Returns where the tensors of {@link #leaves} lie in the flat vector. */
  List<Part> learnt() {
    return learnt;
  }
}
