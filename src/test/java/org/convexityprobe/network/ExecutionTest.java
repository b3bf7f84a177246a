package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.convexityprobe.resnet.training.HeavyBall;
import org.convexityprobe.resnet.training.WeightDecay;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** Native kernels against stock DL4J, where both are used through {@link Execution}. */
class ExecutionTest {
  private static final int THREADS = 2;
  private static final int BATCH = 4;

  /** Batches of an epoch. */
  private static final int EPOCH = 25;

  private static final double RATE = 0.005;

  /**
   * How many roundings two programs in single precision may differ by: a sum of n terms errs by
   * some √n roundings, and the longest ones here, those of a filter's gradient, have 4 · 32 · 32
   * terms.
   */
  private static final double ROUNDINGS = 2 * Math.sqrt(BATCH * 32 * 32);

  private final ImageSet images = SyntheticImages.generate(12, 1);

  @Test
  void batchStatisticsGiveStockDl4jsLogitsAlsoForASmallerLastBatch() {
    ComputationGraphConfiguration configuration = configuration(new NoOp());
    float[] parameters = graph(Execution.REFERENCE, new NoOp()).params().ravel().toFloatVector();
    double[] stock = logits(Execution.REFERENCE, configuration, parameters);
    double[] compiled = logits(Execution.NATIVE, configuration, parameters);
    assertThat(compiled).hasSize(12 * 10);
    for (int i = 0; i < stock.length; i++) {
      // Single precision through 8 layers; logits of order 1.
      assertThat(compiled[i]).as("logit %d", i).isCloseTo(stock[i], within(1e-4));
    }
  }

  @Test
  void recalibratedStatisticsAgreeWithStockDl4j() {
    float[] stock = recalibrated(Execution.REFERENCE);
    float[] compiled = recalibrated(Execution.NATIVE);
    for (int i = 0; i < stock.length; i++) {
      double scale = Math.max(1, Math.abs(stock[i]));
      assertThat((double) compiled[i]).as("%d", i).isCloseTo(stock[i], within(1e-4 * scale));
    }
  }

  /**
   * Two correct programs part exponentially once their roundings differ. What holds on every
   * processor is that each step from the same state agrees, in units of what one rounding of every
   * parameter changes: the loss always, since it is continuous. Gradients jump where one of the
   * some 10⁵ activations falls on the other side of ReLU, which one step in several sees; a single
   * jump is small against all of the gradient.
   */
  @Test
  void everyStepFromTheSameStateIsThatOfStockDl4j() {
    ComputationGraph stock = trained(Execution.REFERENCE);
    ComputationGraph compiled = trained(Execution.NATIVE);
    ComputationGraph rounded = trained(Execution.REFERENCE);
    Random random = new Random(5);
    ImageBatches batches = batches();
    int checks = 0;
    int near = 0;
    for (int step = 0; step < EPOCH; step++) {
      DataSet batch = batches.next();
      State before = State.of(stock);
      stock.fit(batch);
      if (step % 3 == 0) {
        before.putInto(compiled);
        compiled.fit(batch);
        // The loss itself is rounded.
        double score = Math.ulp((float) stock.score());
        double velocities = 0;
        for (int i = 0; i < 2; i++) {
          before.rounded(random).putInto(rounded);
          rounded.fit(batch);
          score = Math.max(score, Math.abs(rounded.score() - stock.score()));
          velocities = Math.max(velocities, distance(velocities(rounded), velocities(stock)));
        }
        assertThat(Math.abs(compiled.score() - stock.score()))
            .as("loss of step %d", step)
            .isLessThan(ROUNDINGS * score);
        double difference = distance(velocities(compiled), velocities(stock));
        near += difference < ROUNDINGS * velocities ? 1 : 0;
        assertThat(difference)
            .as("velocities after step %d", step)
            .isLessThan(0.01 * velocities(stock).norm2Number().doubleValue());
        checks++;
      }
    }
    assertThat(near)
        .as("of %d steps without a kink between the two", checks)
        .isGreaterThan(checks / 2);
  }

  /** After 100 steps the two programs' weights have parted; what they have learnt has not. */
  @Test
  void trainingLearnsAsMuchAsStockDl4j() {
    double[] stock = losses(Execution.REFERENCE);
    double[] compiled = losses(Execution.NATIVE);
    for (double[] losses : new double[][] {stock, compiled}) {
      // The same batches in the first and the last epoch: the mean difference is below 0 by
      // more than five of its standard errors.
      DescriptiveStatistics learnt = new DescriptiveStatistics();
      for (int i = 0; i < EPOCH; i++) {
        learnt.addValue(losses[losses.length - EPOCH + i] - losses[i]);
      }
      assertThat(learnt.getMean() + 5 * learnt.getStandardDeviation() / Math.sqrt(EPOCH))
          .isNegative();
    }
    DescriptiveStatistics last = new DescriptiveStatistics();
    DescriptiveStatistics difference = new DescriptiveStatistics();
    for (int i = stock.length - EPOCH; i < stock.length; i++) {
      last.addValue(stock[i]);
      difference.addValue(compiled[i] - stock[i]);
    }
    assertThat(Math.abs(difference.getMean()))
        .as("against the scatter of batches")
        .isLessThan(last.getStandardDeviation() / Math.sqrt(EPOCH));
  }

  /** Parameters and velocities between two steps. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record State(float[] parameters, float[] velocities) {
    static State of(ComputationGraph graph) {
      return new State(
          graph.params().ravel().toFloatVector(),
          ExecutionTest.velocities(graph).ravel().toFloatVector());
    }

    void putInto(ComputationGraph graph) {
      graph.params().data().setData(parameters);
      ExecutionTest.velocities(graph).data().setData(velocities);
    }

    /** Moves every parameter by up to half a unit in its last place, as a rounding does. */
    State rounded(Random random) {
      float[] moved = new float[parameters.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = parameters[i] * (1 + (random.nextFloat() - 0.5f) * 0x1p-22f);
      }
      return new State(moved, velocities);
    }
  }

  private static INDArray velocities(ComputationGraph graph) {
    return graph.getUpdater().getStateViewArray();
  }

  private static double distance(INDArray one, INDArray other) {
    return one.castTo(DataType.DOUBLE)
        .sub(other.castTo(DataType.DOUBLE))
        .norm2Number()
        .doubleValue();
  }

  private static ComputationGraph trained(Execution execution) {
    ComputationGraph graph = graph(execution, new HeavyBall(RATE, null, 0.9, false));
    WeightDecay.addTo(graph, new WeightDecay.Coefficients(5e-4, false));
    return graph;
  }

  /** One epoch. */
  private static ImageBatches batches() {
    return ImageBatches.inOrder(
        SyntheticImages.generate(EPOCH * BATCH, 3), Normalization.CIFAR10, BATCH);
  }

  private static double[] losses(Execution execution) {
    ComputationGraph graph = trained(execution);
    List<Double> losses = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      ImageBatches batches = batches();
      while (batches.hasNext()) {
        graph.fit(batches.next());
        losses.add(graph.score());
      }
    }
    return losses.stream().mapToDouble(loss -> loss).toArray();
  }

  private float[] recalibrated(Execution execution) {
    return execution.recalibrated(
        graph(Execution.REFERENCE, new NoOp()),
        ImageBatches.inOrder(images, Normalization.CIFAR10, 5),
        THREADS);
  }

  private double[] logits(
      Execution execution, ComputationGraphConfiguration configuration, float[] parameters) {
    try (NetworkFunction function =
        execution.function(
            configuration, new LossSpec(Normalization.CIFAR10.apply(images), 5, true), THREADS)) {
      return function.logits(parameters);
    }
  }

  private static ComputationGraphConfiguration configuration(IUpdater updater) {
    return ResNetGraph.configuration(ResNetArchitecture.of(8, 1), 1, updater, DataType.FLOAT);
  }

  private static ComputationGraph graph(Execution execution, IUpdater updater) {
    return execution.graph(configuration(updater), ImageShape.CIFAR, THREADS);
  }
}
