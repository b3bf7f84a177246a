package org.convexityprobe.resnet;

import java.nio.file.Path;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Dl4jModel;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.ProbedModel;
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

  /**
   * Returns the network as a model to probe.
   *
   * @param execution how it is computed
   * @param threads threads of native kernels
   */
  public ProbedModel model(Execution execution, int threads) {
    return new Dl4jModel(graph, execution, threads);
  }

  /** Returns what each slice of the flat vector is. */
  public ParameterLayout layout() {
    return GraphLayout.layout(graph);
  }
}
