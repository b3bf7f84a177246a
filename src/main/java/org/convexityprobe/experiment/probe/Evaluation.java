package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.NetworkScore;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * How well a checkpoint classifies the test images, and the training images that it was trained on.
 *
 * @param checkpoint the file
 * @param description the checkpoint
 * @param images the name of the data set
 * @param test the score on the test images, or null if there are none
 * @param train the score on the training images, not augmented
 */
public record Evaluation(
    String checkpoint,
    Checkpoint description,
    String images,
    NetworkScore test,
    NetworkScore train) {
  /** Images evaluated together where nothing else is asked for. */
  public static final int BATCH_SIZE = 128;

  /** What an evaluation tells while it runs. */
  public interface Listener extends IntConsumer {
    /** The checkpoint is read, and this many images will be evaluated. */
    void planned(int images);
  }

  /**
   * Evaluates a checkpoint.
   *
   * @param data where the images come from
   * @param listener told how many more images are done
   * @throws IOException if the images cannot be read
   */
  public static Evaluation of(
      TrainedNetwork network,
      DataConfig data,
      ComputeConfig compute,
      int batchSize,
      Listener listener)
      throws IOException {
    compute.apply();
    ImageDataset images = ProbeImages.dataset(data, network.description());
    listener.planned(images.test().count() + images.train().count());
    return new Evaluation(
        network.file().toString(),
        network.description(),
        images.name(),
        images.test().count() == 0
            ? null
            : score(network, images.test(), compute, batchSize, listener),
        score(network, images.train(), compute, batchSize, listener));
  }

  /** Returns whether all losses are finite. */
  public boolean everywhereFinite() {
    return (test == null || Double.isFinite(test.crossEntropy()))
        && Double.isFinite(train.crossEntropy());
  }

  private static NetworkScore score(
      TrainedNetwork network,
      ImageSet images,
      ComputeConfig compute,
      int batchSize,
      Listener listener) {
    return NetworkScore.of(
        network, images, compute.networks(), compute.threads(), batchSize, listener);
  }
}
