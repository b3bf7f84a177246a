package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.network.ProbedModel;
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
  /** What an evaluation tells while it runs. */
  public interface Listener extends IntConsumer {
    /** The checkpoint is read, and this many images will be evaluated. */
    void planned(int images);
  }

  /**
   * Evaluates a checkpoint.
   *
   * @param data where the images come from
   * @param loss which loss, and how many images are evaluated together
   * @param listener told how many more images are done
   * @throws IOException if the images cannot be read
   */
  public static Evaluation of(
      TrainedNetwork network,
      DataConfig data,
      ComputeConfig compute,
      LossConfig loss,
      Listener listener)
      throws IOException {
    compute.requireOneDevice("an evaluation");
    compute.apply();
    ImageDataset images = ProbeImages.dataset(data, network.description());
    listener.planned(images.test().count() + images.train().count());
    Normalization normalization = ProbeImages.normalization(data, network.description(), images);
    ProbedModel model = network.model(compute.networks(), compute.threads());
    NetworkScore.Batches batches = new NetworkScore.Batches(loss.batchSize(), loss.objective());
    return new Evaluation(
        network.file().toString(),
        network.description().on(normalization, images.train()),
        images.name(),
        images.test().count() == 0
            ? null
            : NetworkScore.of(model, images.test(), normalization, batches, listener),
        NetworkScore.of(model, images.train(), normalization, batches, listener));
  }

  /** Returns whether all losses are finite. */
  public boolean everywhereFinite() {
    return (test == null || Double.isFinite(test.loss())) && Double.isFinite(train.loss());
  }
}
