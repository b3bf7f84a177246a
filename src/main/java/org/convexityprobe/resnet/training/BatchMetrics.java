package org.convexityprobe.resnet.training;

import java.util.Map;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.network.CrossEntropy;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * BatchSums loss and accuracy of the batches of an epoch, from the forward pass that training makes
 * anyway.
 */
final class BatchMetrics extends BaseTrainingListener {
  private final String output;
  private final String input;
  private BatchSums sums = BatchSums.NONE;
  private double lastLoss;
  private INDArray labels;

  /** Watches a graph with one dense output layer. */
  BatchMetrics(ComputationGraph graph) {
    output = graph.getConfiguration().getNetworkOutputs().get(0);
    input = graph.getConfiguration().getVertexInputs().get(output).get(0);
  }

  /** Tells the one-hot labels [images, classes] of the batch that comes next. */
  void expect(INDArray oneHot) {
    labels = oneHot;
  }

  /** Continues an epoch. */
  void restart(BatchSums from) {
    sums = from;
  }

  BatchSums sums() {
    return sums;
  }

  /** Returns the mean loss of the last batch. */
  double lastLoss() {
    return lastLoss;
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    // DL4J leaves the output layer to the backward pass: its logits are made again here.
    INDArray logits =
        activations
            .get(input)
            .mmul(model.getParam(output + "_W"))
            .addiRowVector(model.getParam(output + "_b"));
    add(logits.ravel().toDoubleVector());
  }

  @Override
  public void onGradientCalculation(Model model) {
    // Native execution makes no activations for onForwardPass; it keeps the logits instead.
    if (model instanceof CompiledGraph compiled) {
      compiled.lastLogits().ifPresent(this::add);
    }
  }

  private void add(double[] values) {
    int[] classes = labels.argMax(1).toIntVector();
    double loss = 0;
    for (double imageLoss : CrossEntropy.losses(values, classes)) {
      loss += imageLoss;
    }
    lastLoss = loss / classes.length;
    sums = sums.plus(loss, CrossEntropy.correct(values, classes), classes.length);
  }
}
