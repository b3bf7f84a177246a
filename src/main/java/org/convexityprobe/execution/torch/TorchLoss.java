package org.convexityprobe.execution.torch;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A loss of logits as PyTorch defines it, with its reduction {@code mean}.
 *
 * @param kind which loss
 * @param labelSmoothing of cross-entropy, from 0 to 1
 * @param classWeights of cross-entropy, one a class; null where all are 1
 */
public record TorchLoss(Kind kind, double labelSmoothing, List<Double> classWeights) {
  /** PyTorch's losses. */
  public enum Kind {
    /** {@code CrossEntropyLoss}. */
    CROSS_ENTROPY,
    /** {@code MSELoss} against one-hot labels. */
    SQUARED_ERROR,
    /** {@code BCEWithLogitsLoss} against one-hot labels. */
    BINARY_CROSS_ENTROPY
  }

  /** Cross-entropy, all classes alike. */
  public static final TorchLoss CROSS_ENTROPY = new TorchLoss(Kind.CROSS_ENTROPY, 0, null);

  /** libtorch's number for a reduction that sums. */
  private static final long SUM = 2;

  /** libtorch's default: no class is ignored. */
  private static final long NO_CLASS = -100;

  /** Returns the sum over the images of a batch, to be divided by {@link #divisor} of all. */
  Tensor sum(Tensor logits, long[] labels) {
    Tensor classes = HostTensors.of(labels, labels.length);
    long outputs = logits.size(1);
    return switch (kind) {
      case CROSS_ENTROPY ->
          torch.cross_entropy_loss(logits, classes, weights(), SUM, NO_CLASS, labelSmoothing);
      case SQUARED_ERROR -> torch.mse_loss(logits, targets(classes, outputs), SUM);
      case BINARY_CROSS_ENTROPY ->
          torch.binary_cross_entropy_with_logits(
              logits, targets(classes, outputs), new TensorOptional(), new TensorOptional(), SUM);
    };
  }

  /** Returns what a sum over all images is divided by. */
  double divisor(int[] labels, long outputs) {
    if (kind != Kind.CROSS_ENTROPY) {
      return (double) labels.length * outputs;
    }
    return classWeights == null
        ? labels.length
        : IntStream.of(labels).mapToDouble(classWeights::get).sum();
  }

  private TensorOptional weights() {
    if (classWeights == null) {
      return new TensorOptional();
    }
    double[] values = classWeights.stream().mapToDouble(weight -> weight).toArray();
    return new TensorOptional(HostTensors.of(values, values.length));
  }

  /** One output tells the second of two classes from the first; more are one a class. */
  private static Tensor targets(Tensor classes, long outputs) {
    Tensor targets = outputs == 1 ? classes.unsqueeze(1) : torch.one_hot(classes, outputs);
    return targets.to(torch.ScalarType.Double);
  }
}
