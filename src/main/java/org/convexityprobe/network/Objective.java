package org.convexityprobe.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.convexityprobe.execution.torch.TorchLoss;

/**
 * The loss of one image as a function of a network's outputs, as PyTorch defines it.
 *
 * @param loss which loss
 * @param labelSmoothing ε of cross-entropy: the label has probability 1 − ε, and ε is spread over
 *     all classes
 * @param classWeights weights of cross-entropy, one a class; null where all are 1
 * @param output which part of what a TorchScript network returns the loss is of: a number from 0
 *     for a tuple, a key for a dictionary; null for a network that returns one tensor
 */
public record Objective(
    Kind loss,
    double labelSmoothing,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Double> classWeights,
    @JsonInclude(JsonInclude.Include.ALWAYS) String output) {
  /** Losses. */
  public enum Kind {
    /** −log softmax(z)_label, PyTorch's {@code CrossEntropyLoss}. */
    @JsonProperty("cross-entropy")
    CROSS_ENTROPY("cross-entropy"),
    /** The mean square of outputs minus one-hot labels, PyTorch's {@code MSELoss}. */
    @JsonProperty("mse")
    MSE("mse"),
    /** The mean of −log σ(±z) over outputs, PyTorch's {@code BCEWithLogitsLoss}. */
    @JsonProperty("bce")
    BCE("bce");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word for it in options and files. */
    @Override
    public String toString() {
      return word;
    }
  }

  /** Cross-entropy of a network that returns logits alone. */
  public static final Objective CROSS_ENTROPY = new Objective(Kind.CROSS_ENTROPY, 0, null, null);

  /** Checks the numbers. */
  public Objective {
    loss = loss == null ? Kind.CROSS_ENTROPY : loss;
    classWeights = classWeights == null ? null : List.copyOf(classWeights);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing is %s; expected 0 to 1".formatted(labelSmoothing));
    }
    if (classWeights != null
        && !(classWeights.stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight))
            && classWeights.stream().anyMatch(weight -> weight > 0))) {
      throw new IllegalArgumentException(
          "classWeights is %s; expected numbers of 0 or more, one a class".formatted(classWeights));
    }
    if (loss != Kind.CROSS_ENTROPY && (labelSmoothing != 0 || classWeights != null)) {
      throw new IllegalArgumentException(
          "loss is %s; label smoothing and class weights are for cross-entropy".formatted(loss));
    }
  }

  /** Returns whether it is cross-entropy, all classes alike, labels as they are. */
  public boolean plain() {
    return loss == Kind.CROSS_ENTROPY && labelSmoothing == 0 && classWeights == null;
  }

  /**
   * Checks that a network's outputs can be judged.
   *
   * @param network which network, for messages
   * @param outputs numbers that it gives for an image
   * @param classes of the images
   */
  void requireOutputs(Object network, int outputs, int classes) {
    boolean one = outputs == 1 && classes == 2 && loss != Kind.CROSS_ENTROPY;
    if (outputs != classes && !one) {
      throw new IllegalArgumentException(
          "%s gives %d numbers an image, but the images have %d classes; expected one logit a class%s"
              .formatted(
                  network,
                  outputs,
                  classes,
                  outputs == 1 && classes == 2
                      ? "; for one logit that tells two classes apart, use --loss bce"
                      : ""));
    }
  }

  /** Checks that there is a weight for each class. */
  void requireClasses(int classes) {
    if (classWeights != null && classWeights.size() != classes) {
      throw new IllegalArgumentException(
          "classWeights has %d numbers, but the images have %d classes"
              .formatted(classWeights.size(), classes));
    }
  }

  /** Returns the same loss as libtorch computes it. */
  TorchLoss torch() {
    return new TorchLoss(
        switch (loss) {
          case CROSS_ENTROPY -> TorchLoss.Kind.CROSS_ENTROPY;
          case MSE -> TorchLoss.Kind.SQUARED_ERROR;
          case BCE -> TorchLoss.Kind.BINARY_CROSS_ENTROPY;
        },
        labelSmoothing,
        classWeights);
  }

  /** Returns the loss of a network that gives all classes the same probability. */
  public double ofGuessing(int classes) {
    double share = 1.0 / classes;
    return switch (loss) {
      case CROSS_ENTROPY -> Math.log(classes);
      case MSE -> share * (1 - share);
      case BCE -> -share * Math.log(share) - (1 - share) * Math.log1p(-share);
    };
  }

  /** A loss so many times that of guessing makes a length of 1 suspect. */
  private static final double FAR = 10;

  /** Returns whether a loss is not a number, or ten times worse than that of guessing. */
  public boolean farWorseThanGuessing(double mean, int classes) {
    return !(mean <= FAR * ofGuessing(classes));
  }
}
