package org.convexityprobe.experiment.result;

import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.resnet.Checkpoint;

/**
 * The result of one checkpoint and where it comes from.
 *
 * @param source the run, as the user calls it
 * @param manifest of the run
 * @param result the result
 */
record Measurement(String source, Manifest manifest, CheckpointResult result) {
  NetworkLabel label() {
    return ProbeFiles.label(result.description());
  }

  /** Returns the network and epoch in words. */
  String title() {
    return ResultNames.title(result.description());
  }

  /** Returns where the result is: its run, unless there is only one, and its checkpoint. */
  String place() {
    return source.isEmpty() ? result.name() : source + ": " + result.name();
  }

  Conditions conditions() {
    return Conditions.of(manifest, result);
  }

  /** Returns which network it is of, among those that were measured alike. */
  String network() {
    return network(result.description(), result.name());
  }

  /**
   * Returns which network a description is of, among those that were measured alike: that of its
   * seed, or, where it was trained elsewhere and its seed is not known, that of its file. A network
   * of another kind whose epoch is known is that of its name.
   *
   * @param file the network's file
   */
  static String network(Checkpoint description, String file) {
    NetworkLabel label = ProbeFiles.label(description);
    if (label.name() != null) {
      return description.epoch() == null && description.seed() == null
          ? file
          : description.architecture().describe()
              + (description.seed() == null ? "" : ", seed " + description.seed());
    }
    return "depth %d, width %d, %s"
        .formatted(
            label.depth(),
            label.width(),
            description.training() == null ? file : "seed " + description.training().seed());
  }

  /** Returns what directions were drawn from; lines of equal ones pair. */
  String directions() {
    Object probe = manifest.configuration().get("probe");
    return probe == null ? "" : String.valueOf(Configuration.asTree(probe).get("seed"));
  }

  /** Returns how it was computed, such as {@code AUTO}. */
  String execution() {
    Object compute = manifest.configuration().get("compute");
    return compute == null ? "" : String.valueOf(Configuration.asTree(compute).get("execution"));
  }
}
