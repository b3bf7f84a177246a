package org.convexityprobe.resnet.training;

import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** Steps that DL4J's solver takes, with gradients by stock execution or native kernels. */
final class GraphSteps implements TrainingSteps {
  private final ComputationGraph graph;
  private final BatchMetrics metrics;

  GraphSteps(ComputationGraph graph, WeightDecay.Coefficients decay) {
    this.graph = graph;
    this.metrics = new BatchMetrics(graph);
    graph.setListeners(metrics);
    WeightDecay.addTo(graph, decay);
  }

  @Override
  public void restart(BatchSums from) {
    metrics.restart(from);
  }

  @Override
  public void step(DataSet batch) {
    metrics.expect(batch.getLabels());
    graph.fit(batch);
  }

  @Override
  public double lastLoss() {
    return metrics.lastLoss();
  }

  @Override
  public void synchronize() {
    // The steps are the graph's own.
  }

  @Override
  public BatchSums sums() {
    return metrics.sums();
  }

  @Override
  public void close() {
    if (graph instanceof CompiledGraph compiled) {
      compiled.release();
    }
  }
}
