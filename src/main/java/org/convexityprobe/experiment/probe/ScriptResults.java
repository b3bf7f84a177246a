package org.convexityprobe.experiment.probe;

import java.util.List;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;

/**
 * What probing TorchScript networks found, complete.
 *
 * @param schemaVersion version of this format
 * @param manifest the configuration and the environment that made them
 * @param networks one result a file, in the order asked for
 */
public record ScriptResults(int schemaVersion, Manifest manifest, List<Network> networks) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /**
   * What was found around one network.
   *
   * @param name its file
   * @param parameters number of its parameters
   * @param images number of images that the loss is a mean over
   * @param population number of images that they were drawn from
   * @param loss φ(0), the mean cross-entropy of the network as it is
   * @param accuracy share of correct images in percent there
   * @param summary lengths over the lines, with their uncertainty
   * @param warnings what a reader must know before using the numbers
   * @param lines the lines, by index
   * @param accuracies for each line, the share of correct images in percent at each point
   */
  public record Network(
      String name,
      int parameters,
      int images,
      int population,
      double loss,
      double accuracy,
      LengthSummary summary,
      List<String> warnings,
      List<LineScan> lines,
      List<List<Double>> accuracies) {}
}
