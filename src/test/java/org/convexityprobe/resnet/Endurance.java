package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.resnet.training.HeavyBall;
import org.convexityprobe.resnet.training.WeightDecay;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Evaluates and trains a small network many times, and prints the process's resident memory in KiB,
 * its open files and the milliseconds so far along the way. Run as a process of its own, whose heap
 * is resident from the start.
 */
final class Endurance {
  private static final int BATCH = 4;
  private static final int REPORTS = 5;

  /** More would wait for each other at every primitive where other programs have the cores. */
  private static final int THREADS = 1;

  private Endurance() {}

  /** Takes the numbers of evaluations and of training steps. */
  public static void main(String[] arguments) throws IOException {
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(
            ResNetArchitecture.of(8, 1), 1, new HeavyBall(0.01, null, 0.9, false), DataType.FLOAT);
    CompiledGraph graph =
        (CompiledGraph) Execution.NATIVE.graph(configuration, ImageShape.CIFAR, THREADS);
    WeightDecay.addTo(graph, new WeightDecay.Coefficients(5e-4, false));
    float[] pixels = new float[BATCH * 3 * 32 * 32];
    Random random = new Random(0);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    float[] parameters = graph.params().ravel().toFloatVector();
    try (NetworkFunction function =
        Execution.NATIVE.function(
            configuration,
            new LossSpec(new NormalizedImages(ImageShape.CIFAR, pixels), BATCH, false),
            THREADS)) {
      repeat("evaluations", Integer.parseInt(arguments[0]), () -> function.logits(parameters));
    }
    INDArray images = Nd4j.create(pixels, new long[] {BATCH, 3, 32, 32}, 'c');
    DataSet data = new DataSet(images, Nd4j.eye(10).get(indices()).castTo(DataType.FLOAT));
    repeat("steps", Integer.parseInt(arguments[1]), () -> graph.fit(data));
    graph.release();
  }

  private static INDArrayIndex[] indices() {
    return new INDArrayIndex[] {NDArrayIndex.interval(0, BATCH), NDArrayIndex.all()};
  }

  private static void repeat(String what, int times, Runnable action) throws IOException {
    long start = System.nanoTime();
    for (int report = 1; report <= REPORTS; report++) {
      for (int i = 0; i < times / REPORTS; i++) {
        action.run();
      }
      System.out.printf(
          "%s %d %d %d %d%n",
          what,
          report * times / REPORTS,
          residentKibibytes(),
          openFiles(),
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.count();
    }
  }

  private static long residentKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
