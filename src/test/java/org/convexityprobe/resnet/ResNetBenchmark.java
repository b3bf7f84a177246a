package org.convexityprobe.resnet;

import java.util.Locale;
import java.util.Random;
import org.convexityprobe.execution.OpenMp;
import org.convexityprobe.execution.dl4j.CompiledGraph;
import org.convexityprobe.execution.dl4j.GraphReader;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSets;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.NetworkEvaluator;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.network.ConvolutionChoice;
import org.convexityprobe.resnet.training.HeavyBall;
import org.convexityprobe.resnet.training.WeightDecay;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures images per second of training and evaluation, as {@code bench/pytorch_resnet.py} does
 * for its peer; see {@code bench/README.md}. A training step is DL4J's own {@code fit}: gradients,
 * weight decay, momentum, update. An evaluation folds batch-norm into the weights, computes logits
 * and the cross-entropy of each image in double precision.
 */
final class ResNetBenchmark {
  /**
   * Repetitions before the clock starts, so that the Java compiler is through with it. Wide
   * networks need fewer, as less of their time passes in Java.
   */
  private static final int WARM_UP = 40;

  private static final Shape IMAGE = new Shape(3, 32, 32);

  private final int batch;
  private final int repeats;
  private final int threads;
  private final int warmUp;
  private final KernelSet kernels = KernelSets.load().kernels().orElseThrow();
  private final ComputationGraphConfiguration configuration;

  private ResNetBenchmark(int depth, int width, int batch, int repeats, int threads) {
    OpenMp.useThreads(1); // as Execution does
    this.batch = batch;
    this.repeats = repeats;
    this.threads = threads;
    this.warmUp = Math.max(3, WARM_UP / (width * width));
    this.configuration =
        ResNetGraph.configuration(
            ResNetArchitecture.of(depth, width),
            1,
            new HeavyBall(0.1, null, 0.9, false),
            DataType.FLOAT);
  }

  /**
   * Takes depth, width, batch size, repetitions, threads and the choice of convolutions; prints one
   * JSON line.
   */
  public static void main(String[] arguments) throws Exception {
    int[] numbers = new int[5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(arguments[i]);
    }
    ResNetBenchmark benchmark =
        new ResNetBenchmark(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    Convolutions convolutions =
        arguments[5].equals(ConvolutionChoice.AUTO)
            ? benchmark.kernels.fastest()
            : ConvolutionChoice.parse(arguments[5]);
    double[] training = benchmark.train(convolutions);
    System.out.printf(
        Locale.ROOT,
        "{\"ours\": \"%s\", \"depth\": %d, \"width\": %d, \"batch\": %d, \"threads\": %d,"
            + " \"winograd_from\": %s, \"train_images_per_s\": %.1f, \"gradient_images_per_s\":"
            + " %.1f, \"evaluate_images_per_s\": %.1f, \"evaluate_bf16x2_images_per_s\": %s}%n",
        benchmark.kernels.description(),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[4],
        convolutions.equals(Convolutions.DIRECT) ? "null" : convolutions.winogradFrom(),
        training[0],
        training[1],
        benchmark.evaluate(Arithmetic.FP32, convolutions),
        benchmark.kernels.lacking(Arithmetic.BF16X2).isEmpty()
            ? String.format(
                Locale.ROOT, "%.1f", benchmark.evaluate(Arithmetic.BF16X2, Convolutions.DIRECT))
            : "null");
  }

  /** Returns the rates of whole steps and of gradients alone. */
  private double[] train(Convolutions convolutions) {
    CompiledGraph graph = new CompiledGraph(configuration, kernels, convolutions, threads);
    graph.init();
    WeightDecay.addTo(graph, new WeightDecay.Coefficients(5e-4, false));
    INDArray images = Nd4j.create(pixels(), new long[] {batch, 3, 32, 32}, 'c');
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    DataSet data = new DataSet(images, labels);
    double steps = rate("train", () -> graph.fit(data));
    graph.setInputs(images);
    graph.setLabels(labels);
    double gradients = rate("gradient", graph::computeGradientAndScore);
    graph.release();
    return new double[] {steps, gradients};
  }

  private double evaluate(Arithmetic arithmetic, Convolutions convolutions) throws Exception {
    Network network = GraphReader.read(configuration, IMAGE);
    CompiledGraph start = new CompiledGraph(configuration, kernels, Convolutions.DIRECT, threads);
    start.init();
    float[] parameters = start.params().ravel().toFloatVector();
    int[] labels = new int[batch];
    try (PlacedImages images = kernels.place(pixels(), IMAGE);
        NetworkEvaluator evaluator =
            new NetworkEvaluator(network, kernels, arithmetic, convolutions, images, threads)) {
      String phase = arithmetic == Arithmetic.FP32 ? "evaluate" : "evaluate_bf16x2";
      return rate(phase, () -> evaluator.losses(parameters, labels));
    }
  }

  private float[] pixels() {
    Random random = new Random(0);
    float[] pixels = new float[batch * IMAGE.elements()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  /** Says where the phase starts, so that its part of oneDNN's verbose output can be told. */
  private double rate(String phase, Runnable action) {
    System.out.printf("phase %s %d%n", phase, warmUp + repeats);
    for (int i = 0; i < warmUp; i++) {
      action.run();
    }
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      action.run();
    }
    return batch * repeats / ((System.nanoTime() - start) / 1e9);
  }
}
