package org.convexityprobe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.execution.ExampleGraph.Block;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.dl4j.UnsupportedGraphException;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSets;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.NetworkEvaluator;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.TrainingKernels;
import org.convexityprobe.execution.plan.TrainingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Kernels in their steady state take no memory, and give back what they had when closed. */
class NativeMemoryTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 7;
  private static final int IMAGES = 9;

  private final KernelSet kernels = KernelSets.load().kernels().orElseThrow();
  private Network network;

  @BeforeEach
  void read() throws UnsupportedGraphException {
    network =
        GraphReader.read(
            ExampleGraph.residual(Block.PROJECTION, 1, 16, DataType.FLOAT), ExampleGraph.INPUT);
  }

  @Test
  void evaluationsTakeNoMemory() {
    float[] parameters = new float[network.parameters()];
    try (PlacedImages images =
            kernels.place(ExampleGraph.pixels(IMAGES, 1, ExampleGraph.INPUT), network.input());
        NetworkEvaluator evaluator = new NetworkEvaluator(network, kernels, images, 2)) {
      // A leak of one buffer of 10 kB an evaluation would be 1 MiB a round.
      assertThat(medianGrowth(() -> repeat(100, () -> evaluator.logits(parameters))))
          .isLessThan(1 << 19);
    }
  }

  @Test
  void trainingStepsOnBatchesOfTwoSizesTakeNoMemory() {
    TrainingPlan plan = TrainingPlan.of(network);
    float[] features = new float[IMAGES * plan.features()];
    try (FloatPointer parameters = zeros(network.parameters());
        FloatPointer gradients = zeros(network.parameters());
        PlacedImages pixels =
            kernels.place(new float[IMAGES * network.input().elements()], network.input());
        TrainingKernels full =
            kernels.training(plan, Convolutions.DIRECT, IMAGES, 1, parameters, gradients);
        TrainingKernels last =
            kernels.training(plan, Convolutions.DIRECT, 2, 1, parameters, gradients)) {
      Runnable steps =
          () -> {
            full.forward(pixels, 0, features);
            full.backward(features);
            last.forward(pixels, 0, features);
            last.backward(features);
          };
      assertThat(medianGrowth(() -> repeat(60, steps))).isLessThan(1 << 19);
    }
  }

  @Test
  void closedKernelsGiveTheirMemoryBack() {
    TrainingPlan plan = TrainingPlan.of(network);
    try (FloatPointer parameters = zeros(network.parameters())) {
      long before = Pointer.totalBytes();
      try (TrainingKernels program =
          kernels.training(plan, Convolutions.DIRECT, IMAGES, 1, parameters, null)) {
        assertThat(Pointer.totalBytes()).isGreaterThanOrEqualTo(before + program.bytes());
      }
      assertThat(Pointer.totalBytes()).isEqualTo(before);
    }
  }

  private static FloatPointer zeros(int length) {
    FloatPointer values = new FloatPointer((long) length);
    values.put(new float[length], 0, length);
    return values;
  }

  private static void repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  /**
   * Returns the median growth of the process's resident size over several rounds, less what the
   * round allocates on the Java heap, whose fresh pages become resident as they are used.
   */
  private static long medianGrowth(Runnable round) {
    long[] growth = new long[ROUNDS];
    round.run();
    for (int i = 0; i < ROUNDS; i++) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long before = Pointer.physicalBytes();
      round.run();
      growth[i] =
          Pointer.physicalBytes() - before - (THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }
    Arrays.sort(growth);
    return growth[ROUNDS / 2];
  }
}
