package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** libtorch behind {@link Execution}, beside native kernels and stock DL4J. */
class TorchEngineTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();

  private static final int IMAGES = 6;

  private final ImageSet images = SyntheticImages.generate(IMAGES, 1);
  private final ComputationGraphConfiguration configuration =
      ResNetGraph.configuration(ResNetArchitecture.of(8, 1), 1, new NoOp(), DataType.FLOAT);
  private final float[] parameters = parameters();

  @BeforeEach
  void needsLibtorch() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
  }

  private float[] parameters() {
    ComputationGraph graph = new ComputationGraph(configuration.clone());
    graph.init();
    return graph.params().ravel().toFloatVector();
  }

  private static Execution torch(Precision precision) {
    return Execution.torch(new TorchSettings("cpu", precision));
  }

  private NetworkFunction function(Execution execution, boolean batchStatistics) {
    return execution.function(
        configuration, new LossSpec(Normalization.CIFAR10.apply(images), 4, batchStatistics), 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void logitsAreThoseOfNativeKernels(boolean batchStatistics) {
    try (NetworkFunction known = function(Execution.NATIVE, batchStatistics);
        NetworkFunction found = function(torch(Precision.FLOAT64), batchStatistics)) {
      double[] expected = known.logits(parameters);
      double[] logits = found.logits(parameters);
      for (int i = 0; i < expected.length; i++) {
        // Single precision through 8 layers; logits of order 1.
        assertThat(logits[i]).isCloseTo(expected[i], within(1e-4));
      }
    }
  }

  @Test
  void gradientsByRunningStatisticsAreThoseOfStockExecution() {
    LossSpec loss = new LossSpec(Normalization.CIFAR10.apply(images), 4, false);
    try (NetworkGradient known = Execution.REFERENCE.gradient(configuration, loss, 1);
        NetworkGradient found = torch(Precision.FLOAT64).gradient(configuration, loss, 1)) {
      double[] expected = known.at(parameters, images.labels());
      double[] gradient = found.at(parameters, images.labels());
      double norm = 0;
      for (double element : expected) {
        norm += element * element;
      }
      for (int i = 0; i < expected.length; i++) {
        // Both in double precision.
        assertThat(gradient[i]).isCloseTo(expected[i], within(1e-10 * Math.sqrt(norm)));
      }
    }
  }

  /** In single precision points nearer than 1e-8 are the same; here their losses differ. */
  @Test
  void pointsOfALineAreNotRoundedInDoublePrecision() {
    Random random = new Random(2);
    float[] direction = new float[parameters.length];
    ComputationGraph graph = new ComputationGraph(configuration.clone());
    graph.init();
    for (ParameterLayout.Tensor tensor : GraphLayout.layout(graph).tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        boolean learnt = tensor.role() != ParameterLayout.Role.STATISTIC;
        direction[i] = learnt ? parameters[i] * (float) random.nextGaussian() : 0;
      }
    }
    try (NetworkFunction function = function(torch(Precision.FLOAT64), false)) {
      NetworkLine line =
          new NetworkLine(function, images.labels(), parameters, Direction.of(direction));
      double step = 1e-9;
      double middle = line.valueAt(0.1);
      double difference = line.valueAt(0.1 + step) - line.valueAt(0.1 - step);
      assertThat(difference).isNotZero();
      // The slope's point is rounded to single precision, and the difference to 1e-16/1e-9.
      assertThat(difference / (2 * step))
          .isCloseTo(line.slopeAt(0.1), within(1e-4 * (1 + Math.abs(line.slopeAt(0.1)))));
      assertThat(line.valueAt(0.1)).isEqualTo(middle);
      assertThat(function.resolution()).isLessThan(1e-15);
    }
  }

  @Test
  void evaluationsGiveTheirMemoryBack() {
    try (NetworkFunction function = function(torch(Precision.FLOAT32), false);
        NetworkGradient gradient =
            torch(Precision.FLOAT32)
                .gradient(
                    configuration, new LossSpec(Normalization.CIFAR10.apply(images), 4, true), 1)) {
      Runnable round =
          () -> {
            for (int i = 0; i < 10; i++) {
              function.logits(parameters);
              gradient.at(parameters, images.labels());
            }
          };
      round.run();
      long[] growth = new long[7];
      for (int i = 0; i < growth.length; i++) {
        // Fresh pages of Java's heap become resident as they are used.
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long before = Pointer.physicalBytes();
        round.run();
        growth[i] =
            Pointer.physicalBytes()
                - before
                - (THREADS.getCurrentThreadAllocatedBytes() - allocated);
      }
      Arrays.sort(growth);
      // The activations of one layer, 256 kB, kept at each evaluation would be 2.5 MiB a round.
      assertThat(growth[growth.length / 2]).isLessThan(1 << 21);
    }
  }

  @Test
  void hessiansAreForLibtorchAlone() {
    LossSpec loss = new LossSpec(Normalization.CIFAR10.apply(images), 4, false);
    assertThatThrownBy(() -> Execution.NATIVE.hessian(configuration, loss, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--execution torch");
  }

  @Test
  void recalibratedStatisticsAreThoseOfStockExecution() {
    ComputationGraph graph = new ComputationGraph(configuration.clone());
    graph.init();
    float[] expected = Execution.REFERENCE.recalibrated(graph, batches(), 1);
    float[] found = torch(Precision.FLOAT64).recalibrated(graph, batches(), 1);
    assertThat(found).isNotEqualTo(parameters);
    for (int i = 0; i < expected.length; i++) {
      // A sum of n = 4·32·32 terms in single precision errs by some √n roundings, in 8 layers.
      assertThat((double) found[i])
          .isCloseTo(expected[i], within(8 * 64 * 0x1p-24 * Math.max(1, Math.abs(expected[i]))));
    }
    assertThat(graph.params().ravel().toFloatVector()).isEqualTo(parameters);
  }

  private ImageBatches batches() {
    return ImageBatches.inOrder(images, Normalization.CIFAR10, 4);
  }

  @Test
  void aMissingGpuIsSaidInOneLine() {
    Execution cuda = Execution.torch(new TorchSettings("cuda:7", Precision.FLOAT32));
    Assumptions.assumeTrue(cuda.lacking().isPresent(), "there are eight GPUs");
    assertThatThrownBy(cuda::requirePossible)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--execution torch is not possible: ")
        .hasMessageNotContaining("\n");
  }
}
