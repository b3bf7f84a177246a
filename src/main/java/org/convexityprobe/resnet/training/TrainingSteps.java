package org.convexityprobe.resnet.training;

import org.convexityprobe.network.Way;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Takes the steps of a training. The DL4J graph holds the parameters, the momentum and the counts
 * of steps and epochs that are saved and loaded.
 */
interface TrainingSteps extends AutoCloseable {
  /** Returns what takes the steps of a plan, from the state of a graph. */
  static TrainingSteps of(Trainer.Plan plan, ComputationGraph graph) {
    WeightDecay.Coefficients decay = WeightDecay.Coefficients.of(plan.settings());
    return plan.execution().way() == Way.TORCH
        ? new TorchSteps(plan, graph, decay)
        : new GraphSteps(graph, decay);
  }

  /** Begins an epoch, or goes on in one. */
  void restart(BatchSums from);

  /** Takes a step on a batch. */
  void step(DataSet batch);

  /** Returns the mean loss of a batch: the last one, or on a GPU the last one that is known. */
  double lastLoss();

  /** Waits for all steps, and puts what they made into the graph. */
  void synchronize();

  /** Returns the sums over the epoch's batches so far; those of all after a synchronization. */
  BatchSums sums();

  /** Frees native memory; the graph stays. */
  @Override
  void close();
}
