package org.convexityprobe.resnet;

import java.nio.file.Path;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.GraphLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A checkpoint read from disk.
 *
 * @param file the zip that it came from
 * @param description the JSON beside it
 * @param graph the network, with its parameters
 */
public record TrainedNetwork(Path file, Checkpoint description, ComputationGraph graph) {
  /** Returns a copy of the flat parameter vector, running statistics included. */
  public float[] parameters() {
    return graph.params().ravel().toFloatVector();
  }

  /**
   * Refuses networks that cannot be compared parameter by parameter.
   *
   * @param purpose what they are compared for, such as {@code a path}
   */
  public void requireArchitectureOf(TrainedNetwork other, String purpose) {
    if (!description.architecture().equals(other.description.architecture())) {
      throw new IllegalArgumentException(
          "%s is %s, but %s is %s; %s needs one architecture"
              .formatted(
                  file,
                  description.architecture().describe(),
                  other.file,
                  other.description.architecture().describe(),
                  purpose));
    }
  }

  /** Returns what each slice of the flat vector is. */
  public ParameterLayout layout() {
    return GraphLayout.layout(graph);
  }
}
