package org.convexityprobe.resnet.training;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.dl4j.NativeArrays;
import org.convexityprobe.execution.torch.TorchTraining;
import org.convexityprobe.resnet.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Steps that libtorch takes, on the processor or a GPU. */
final class TorchSteps implements TrainingSteps {
  private final ComputationGraph graph;
  private final TrainingSettings settings;
  private final List<HeavyBallRun> runs;
  private final TorchTraining training;
  private BatchSums sums = BatchSums.NONE;
  private double lastLoss;

  TorchSteps(Trainer.Plan plan, ComputationGraph graph, WeightDecay.Coefficients decay) {
    this.graph = graph;
    this.settings = plan.settings();
    this.runs = HeavyBallRun.of(graph, decay);
    this.training =
        plan.execution()
            .training(
                graph.getConfiguration(),
                plan.architecture().input(),
                new TorchTraining.Rule(settings.momentum(), settings.nesterov()),
                decays(),
                settings.batchSize(),
                plan.threads());
    training.set(graph.params().ravel().toFloatVector(), velocities());
  }

  private float[] decays() {
    float[] decays = new float[Math.toIntExact(graph.numParams())];
    for (HeavyBallRun run : runs) {
      Arrays.fill(decays, run.parameters(), run.parameters() + run.length(), run.decay());
    }
    return decays;
  }

  /** Returns the updater's state in the order of the parameters; 0 at running statistics. */
  private float[] velocities() {
    float[] state = graph.getUpdater().getStateViewArray().ravel().toFloatVector();
    float[] velocities = new float[Math.toIntExact(graph.numParams())];
    for (HeavyBallRun run : runs) {
      System.arraycopy(state, run.velocities(), velocities, run.parameters(), run.length());
    }
    return velocities;
  }

  @Override
  public void restart(BatchSums from) {
    sums = from;
  }

  @Override
  public void step(DataSet batch) {
    INDArray pixels = NativeArrays.dense(batch.getFeatures());
    INDArray labels = NativeArrays.dense(batch.getLabels());
    double rate = settings.learningRateAt(graph.getConfiguration().getEpochCount());
    try (FloatPointer features = NativeArrays.pointer(pixels);
        FloatPointer targets = NativeArrays.pointer(labels)) {
      training.step(features, targets, Math.toIntExact(pixels.size(0)), rate).forEach(this::add);
    }
    graph.getConfiguration().setIterationCount(graph.getIterationCount() + 1);
  }

  private void add(TorchTraining.Outcome outcome) {
    sums = sums.plus(outcome.loss(), outcome.correct(), outcome.images());
    lastLoss = outcome.loss() / outcome.images();
  }

  @Override
  public double lastLoss() {
    return lastLoss;
  }

  @Override
  public void synchronize() {
    training.outcomes().forEach(this::add);
    INDArray parameters = graph.params();
    parameters.assign(Nd4j.createFromArray(training.parameters()).reshape(parameters.shape()));
    float[] velocities = training.velocities();
    INDArray state = graph.getUpdater().getStateViewArray();
    float[] values = new float[Math.toIntExact(state.length())];
    for (HeavyBallRun run : runs) {
      System.arraycopy(velocities, run.parameters(), values, run.velocities(), run.length());
    }
    state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
  }

  @Override
  public BatchSums sums() {
    return sums;
  }

  @Override
  public void close() {
    training.close();
  }
}
