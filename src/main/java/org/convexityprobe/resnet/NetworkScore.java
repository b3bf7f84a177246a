package org.convexityprobe.resnet;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.LabelledLoss;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.Objective;
import org.convexityprobe.network.ProbedModel;

/**
 * How well a network classifies images, batch-norm on its running statistics.
 *
 * @param images number of images
 * @param correct how many of them have their largest logit at their label
 * @param loss mean loss, summed in double precision
 */
public record NetworkScore(int images, int correct, double loss) {
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
    return of(
        network.model(execution, threads),
        images,
        network.description().normalization(),
        new Batches(batchSize, Objective.CROSS_ENTROPY),
        progress);
  }

  /**
   * How images are evaluated.
   *
   * @param size images evaluated together
   * @param objective which loss
   */
  public record Batches(int size, Objective objective) {}

  /**
   * Evaluates a network.
   *
   * @param normalization how pixels become its inputs
   * @param progress told how many more images are done
   */
  public static NetworkScore of(
      ProbedModel model,
      ImageSet images,
      Normalization normalization,
      Batches batches,
      IntConsumer progress) {
    float[] parameters = model.parameters();
    LabelledLoss all = LabelledLoss.of(batches.objective(), images);
    int correct = 0;
    double sum = 0;
    int size = Math.min(batches.size(), images.count());
    int chunk = (int) Math.min(images.count(), (long) size * BATCHES);
    for (int first = 0; first < images.count(); first += chunk) {
      int last = first + Math.min(images.count() - first, chunk);
      ImageSet part = images.select(IntStream.range(first, last).toArray());
      LabelledLoss losses = all.of(part.labels());
      try (NetworkFunction function =
          model.function(
              new LossSpec(normalization.apply(part), size, false, batches.objective()))) {
        function.requireClasses(images.classes());
        double[] logits = function.logits(parameters);
        correct += losses.correct(logits);
        for (double value : losses.losses(logits)) {
          sum += value;
        }
      }
      progress.accept(part.count());
    }
    return new NetworkScore(images.count(), correct, sum / images.count());
  }
}
