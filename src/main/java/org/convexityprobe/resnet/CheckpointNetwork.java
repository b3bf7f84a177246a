package org.convexityprobe.resnet;

import java.nio.file.Path;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Dl4jModel;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.ProbedModel;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A checkpoint of this program.
 *
 * @param file the zip that it came from
 * @param description the JSON beside it
 * @param graph the network, with its parameters, running statistics included
 */
public record CheckpointNetwork(Path file, Checkpoint description, ComputationGraph graph)
    implements TrainedNetwork {
  @Override
  public float[] parameters() {
    return graph.params().ravel().toFloatVector();
  }

  @Override
  public ParameterLayout layout() {
    return GraphLayout.layout(graph);
  }

  @Override
  public ProbedModel model(Execution execution, int threads) {
    return new Dl4jModel(graph, execution, threads);
  }

  @Override
  public void requireMemory(int batchSize, boolean training) {
    if (description.architecture() instanceof ResNetArchitecture network) {
      MemoryNeed.require(network, batchSize, training);
    }
  }
}
