package org.convexityprobe.resnet;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.network.CrossEntropy;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;

/**
 * How well a network classifies images, batch-norm on its running statistics.
 *
 * @param images number of images
 * @param correct how many of them have their largest logit at their label
 * @param crossEntropy mean cross-entropy, summed in double precision
 */
public record NetworkScore(int images, int correct, double crossEntropy) {
  /** Batches that are normalised and evaluated together, so that memory stays bounded. */
  private static final int BATCHES = 32;

  /** Returns the share of correct images in percent. */
  public double accuracy() {
    return 100.0 * correct / images;
  }

  /**
   * Evaluates a network.
   *
   * @param execution how the network is computed
   * @param threads threads of native kernels
   * @param batchSize images evaluated together
   * @param progress told how many more images are done
   */
  public static NetworkScore of(
      TrainedNetwork network,
      ImageSet images,
      Execution execution,
      int threads,
      int batchSize,
      IntConsumer progress) {
    float[] parameters = network.parameters();
    int correct = 0;
    double loss = 0;
    int chunk = batchSize * BATCHES;
    for (int first = 0; first < images.count(); first += chunk) {
      int last = Math.min(images.count(), first + chunk);
      ImageSet part = images.select(IntStream.range(first, last).toArray());
      int[] labels = part.labels();
      try (NetworkFunction function =
          network
              .model(execution, threads)
              .function(
                  new LossSpec(
                      network.description().normalization().apply(part), batchSize, false))) {
        double[] logits = function.logits(parameters);
        correct += CrossEntropy.correct(logits, labels);
        for (double value : CrossEntropy.losses(logits, labels)) {
          loss += value;
        }
      }
      progress.accept(part.count());
    }
    return new NetworkScore(images.count(), correct, loss / images.count());
  }
}
