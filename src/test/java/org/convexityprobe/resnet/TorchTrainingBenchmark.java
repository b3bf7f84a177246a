package org.convexityprobe.resnet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.execution.torch.TorchTraining;
import org.convexityprobe.network.Execution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Measures images per second of training by libtorch, copies of images included, for {@code
 * bench/gpu.sh}.
 */
final class TorchTrainingBenchmark {
  private static final int WARM_UP = 20;
  private static final int CLASSES = 10;

  private TorchTrainingBenchmark() {}

  /**
   * Takes depth, width, batch size, repetitions, threads, device and precision; prints one JSON
   * line.
   */
  public static void main(String[] arguments) {
    int[] numbers = Arrays.stream(arguments).limit(5).mapToInt(Integer::parseInt).toArray();
    TorchSettings settings =
        new TorchSettings(arguments[5], Precision.valueOf(arguments[6].toUpperCase(Locale.ROOT)));
    System.out.printf(
        Locale.ROOT,
        "{\"ours\": \"libtorch\", \"device\": \"%s\", \"precision\": \"%s\", \"depth\": %d,"
            + " \"width\": %d, \"batch\": %d, \"train_images_per_s\": %.1f}%n",
        settings.device(),
        arguments[6],
        numbers[0],
        numbers[1],
        numbers[2],
        rate(numbers, settings));
  }

  private static double rate(int[] numbers, TorchSettings settings) {
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(
            ResNetArchitecture.of(numbers[0], numbers[1]), 1, new NoOp(), DataType.FLOAT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    float[] parameters = graph.params().ravel().toFloatVector();
    int batch = numbers[2];
    int repeats = numbers[3];
    float[] decay = new float[parameters.length];
    Arrays.fill(decay, 5e-4f);
    try (TorchTraining training =
            Execution.torch(settings)
                .training(
                    configuration,
                    ImageShape.CIFAR,
                    new TorchTraining.Rule(0.9, false),
                    decay,
                    batch,
                    numbers[4]);
        FloatPointer pixels = new FloatPointer(pixels(batch));
        FloatPointer labels = new FloatPointer(labels(batch))) {
      training.set(parameters, new float[parameters.length]);
      for (int i = 0; i < WARM_UP; i++) {
        training.step(pixels, labels, batch, 0.1);
      }
      training.outcomes();
      long start = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        training.step(pixels, labels, batch, 0.1);
      }
      training.outcomes(); // waits for the device
      return batch * repeats / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static float[] pixels(int batch) {
    Random random = new Random(0);
    float[] pixels = new float[batch * ImageShape.CIFAR.length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  private static float[] labels(int batch) {
    float[] labels = new float[batch * CLASSES];
    for (int i = 0; i < batch; i++) {
      labels[i * CLASSES + i % CLASSES] = 1;
    }
    return labels;
  }
}
