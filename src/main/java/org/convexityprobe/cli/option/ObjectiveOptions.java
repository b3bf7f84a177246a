package org.convexityprobe.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.network.Objective;
import org.convexityprobe.resnet.NetworkFiles;
import picocli.CommandLine.Option;

/** Options that select the loss of one image. */
public final class ObjectiveOptions {
  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      description =
          "Loss of an image: ${COMPLETION-CANDIDATES}, as in PyTorch; cross-entropy by default. mse"
              + " and bce compare outputs with one-hot labels. For checkpoints, gradients and slopes"
              + " of all but plain cross-entropy require --execution torch.")
  private Objective.Kind loss;

  @Option(
      names = "--label-smoothing",
      paramLabel = "E",
      description = "Label smoothing of cross-entropy, from 0 to 1; 0 by default.")
  private Double labelSmoothing;

  @Option(
      names = "--class-weights",
      paramLabel = "W",
      split = ",",
      description = "Weights of cross-entropy, one a class, separated by commas.")
  private List<Double> classWeights;

  @Option(
      names = "--output",
      paramLabel = "PART",
      description =
          "Which output to use where a TorchScript network returns a tuple (a number from 0) or a"
              + " dictionary (a key).")
  private String output;

  /**
   * Sets the loss of networks.
   *
   * @param section of the configuration that holds the loss
   * @param networks their files
   * @throws IllegalArgumentException if a part of the output is named, but all are checkpoints,
   *     which have no parts
   */
  public void applyTo(Configuration<?> configuration, String section, List<Path> networks) {
    if (output != null && !NetworkFiles.someMayReturnParts(networks)) {
      throw new IllegalArgumentException(
          "--output has no effect: the network of a checkpoint has one output; leave the option"
              + " out");
    }
    configuration
        .set(section + ".objective.loss", loss)
        .set(section + ".objective.labelSmoothing", labelSmoothing)
        .set(section + ".objective.classWeights", classWeights)
        .set(section + ".objective.output", output);
  }
}
