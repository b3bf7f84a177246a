package org.convexityprobe.resnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.network.Execution;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.convexityprobe.resnet.TrainingSettings;
import org.convexityprobe.resnet.TrainingSettings.DecayedParameters;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** Training by libtorch beside DL4J's own solver and updater. */
class TorchStepsTest {
  private static final String DEVICE = System.getProperty("torch.device", "cpu");
  private static final int BATCH = 4;

  /** Three batches, the last of them smaller. */
  private static final int IMAGES = 10;

  private static final int EPOCHS = 2;
  private static final double RATE = 0.01;
  private static final double MOMENTUM = 0.9;

  private final ImageDataset dataset = SyntheticImages.dataset(IMAGES, 4, 1);

  @TempDir private Path folder;

  @BeforeEach
  void needsLibtorchAndTheDevice() {
    Execution execution = torch(Precision.FLOAT32);
    Assumptions.assumeTrue(execution.lacking().isEmpty(), () -> execution.lacking().orElse(""));
    assertThat(LibTorch.lacking()).isEmpty();
  }

  private static Execution torch(Precision precision) {
    return Execution.torch(new TorchSettings(DEVICE, precision));
  }

  private Trainer.Plan plan(Execution execution, boolean nesterov, DecayedParameters decayed) {
    TrainingSettings settings =
        new TrainingSettings(
            EPOCHS,
            List.of(0, EPOCHS),
            BATCH,
            RATE,
            0.1,
            List.of(1),
            0,
            MOMENTUM,
            nesterov,
            5e-4,
            decayed,
            true,
            true,
            1);
    return new Trainer.Plan(
        ResNetArchitecture.of(8, 1),
        settings,
        dataset,
        1,
        Normalization.CIFAR10,
        execution,
        1,
        Duration.ofDays(1),
        Map.of());
  }

  private static ComputationGraph graph(Trainer.Plan plan) {
    HeavyBall rule = new HeavyBall(RATE, null, MOMENTUM, plan.settings().nesterov());
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(plan.architecture(), 1, rule, DataType.FLOAT));
    graph.init();
    return graph;
  }

  @ParameterizedTest
  @CsvSource({"false, ALL, FLOAT64", "true, WEIGHTS, FLOAT64", "false, ALL, FLOAT32"})
  void stepsAreThoseOfDeeplearning4j(
      boolean nesterov, DecayedParameters decayed, Precision precision) {
    Trainer.Plan stock = plan(Execution.REFERENCE, nesterov, decayed);
    Trainer.Plan device = plan(torch(precision), nesterov, decayed);
    ComputationGraph expected = graph(stock);
    ComputationGraph found = graph(device);
    float[] start = expected.params().ravel().toFloatVector();
    try (TrainingSteps known = TrainingSteps.of(stock, expected);
        TrainingSteps steps = TrainingSteps.of(device, found)) {
      known.restart(new BatchSums(1, 2, 3));
      steps.restart(new BatchSums(1, 2, 3));
      ImageBatches batches = ImageBatches.inOrder(dataset.train(), Normalization.CIFAR10, BATCH);
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        known.step(batch);
        steps.step(batch);
      }
      steps.synchronize();
      assertThat(steps.sums().images()).isEqualTo(known.sums().images()).isEqualTo(3 + IMAGES);
      assertThat(steps.sums().correct()).isEqualTo(known.sums().correct());
      assertThat(steps.sums().loss()).isCloseTo(known.sums().loss(), within(1e-4));
      assertThat(steps.lastLoss()).isCloseTo(known.lastLoss(), within(1e-4));
    }
    assertThat(found.getConfiguration().toJson()).isEqualTo(expected.getConfiguration().toJson());
    float[] parameters = expected.params().ravel().toFloatVector();
    // Stock execution computes in single precision; its gradients err by some 1e-5 of their norm.
    assertThat(distance(found.params().ravel().toFloatVector(), parameters))
        .isLessThan(1e-4 * distance(parameters, start));
    float[] velocities = expected.getUpdater().getStateViewArray().ravel().toFloatVector();
    assertThat(distance(found.getUpdater().getStateViewArray().ravel().toFloatVector(), velocities))
        .isLessThan(1e-4 * distance(velocities, new float[velocities.length]));
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void aTrainingThatWasStoppedWithinAnEpochGoesOnInTheSameBits() throws IOException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path stopped = Files.createDirectory(folder.resolve("stopped"));
    assertThat(trainer(whole).run(() -> false)).isTrue();
    int[] asked = new int[1];
    // After three batches, after their epoch, and after the first batch of the next one.
    assertThat(trainer(stopped).run(() -> ++asked[0] == 5)).isFalse();
    assertThat(trainer(stopped).run(() -> false)).isTrue();
    assertThat(stopped.resolve("epoch-002.zip"))
        .hasSameBinaryContentAs(whole.resolve("epoch-002.zip"));
    assertThat(losses(stopped)).isEqualTo(losses(whole));
  }

  private Trainer trainer(Path out) {
    return new Trainer(
        plan(torch(Precision.FLOAT32), false, DecayedParameters.ALL),
        out,
        new TrainingListener() {});
  }

  /** Returns the columns of training.csv that are no times. */
  private static List<String> losses(Path out) throws IOException {
    return Files.readAllLines(out.resolve("training.csv")).stream()
        .map(line -> String.join(",", List.of(line.split(",")).subList(0, 6)))
        .toList();
  }

  @Test
  void stepsGiveTheirMemoryBack() {
    Trainer.Plan plan = plan(torch(Precision.FLOAT32), false, DecayedParameters.ALL);
    try (TrainingSteps steps = TrainingSteps.of(plan, graph(plan))) {
      DataSet batch = ImageBatches.inOrder(dataset.train(), Normalization.CIFAR10, BATCH).next();
      for (int i = 0; i < 5; i++) {
        steps.step(batch);
      }
      long before = Pointer.totalCount();
      int count = 20;
      for (int i = 0; i < count; i++) {
        steps.step(batch);
      }
      // ND4J makes a pointer for each array that is asked for its address, which Java collects.
      assertThat(Pointer.totalCount() - before).isLessThanOrEqualTo(2L * count);
    }
  }
}
