package org.convexityprobe.resnet;

import java.nio.file.Path;
import org.convexityprobe.landscape.ParameterLayout;
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

  /** Returns what each slice of the flat vector is. */
  public ParameterLayout layout() {
    return ResNetParameters.layout(graph);
  }
}
