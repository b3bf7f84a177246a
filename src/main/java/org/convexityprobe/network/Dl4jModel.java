package org.convexityprobe.network;

import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.landscape.ParameterLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A DL4J graph as a model to probe.
 *
 * @param graph the network, with its parameters
 * @param execution how it is computed
 * @param threads threads of native kernels
 */
public record Dl4jModel(ComputationGraph graph, Execution execution, int threads)
    implements ProbedModel {
  @Override
  public ParameterLayout layout() {
    return GraphLayout.layout(graph);
  }

  @Override
  public float[] parameters() {
    return graph.params().ravel().toFloatVector();
  }

  @Override
  public NetworkFunction function(LossSpec loss) {
    return execution.function(graph.getConfiguration(), loss, threads);
  }

  @Override
  public NetworkGradient gradient(LossSpec loss) {
    return execution.gradient(graph.getConfiguration(), loss, threads);
  }

  @Override
  public NetworkHessian hessian(LossSpec loss) {
    return execution.hessian(graph.getConfiguration(), loss, threads);
  }

  @Override
  public float[] recalibrated(ImageBatches batches) {
    return execution.recalibrated(graph, batches, threads);
  }
}
