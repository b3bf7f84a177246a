package org.convexityprobe.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the images given are those that a network was trained on. */
class ProbeImagesTest {
  private final ResNetArchitecture network = ResNetArchitecture.of(8, 1);
  @TempDir private Path folder;

  private DataConfig custom(String name, long seed) throws IOException {
    Cifar10.write(SyntheticImages.dataset(40, 10, seed), folder.resolve(name));
    return new DataConfig("custom:" + folder.resolve(name), null, null, null, 1);
  }

  private Checkpoint trainedOn(ResNetArchitecture architecture, ImageDataset dataset) {
    return trainedOn(
        architecture,
        new Checkpoint.TrainingData(dataset.name(), 40, 1, dataset.train().checksum()));
  }

  private static Checkpoint trainedOn(
      ResNetArchitecture architecture, Checkpoint.TrainingData data) {
    return new Checkpoint(
        Checkpoint.SCHEMA_VERSION, architecture, 1, data, Normalization.CIFAR10, null, null, null);
  }

  @Test
  void otherImagesOfTheSameNameAndNumberAreRefused() throws IOException {
    DataConfig one = custom("one", 1);
    DataConfig two = custom("two", 2);
    Checkpoint checkpoint = trainedOn(network, one.load());
    assertThat(ProbeImages.dataset(one, checkpoint).train().count()).isEqualTo(40);
    assertThatThrownBy(() -> ProbeImages.dataset(two, checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trained on other images")
        .hasMessageContaining(two.load().train().checksum());
  }

  @Test
  void fewerImagesThanTheNetworkWasTrainedOnAreRefused() throws IOException {
    DataConfig data = custom("one", 1);
    ImageDataset all = SyntheticImages.dataset(60, 10, 1);
    Checkpoint.TrainingData sixty =
        new Checkpoint.TrainingData("custom", 60, 1, all.train().checksum());
    assertThatThrownBy(() -> ProbeImages.dataset(data, trainedOn(network, sixty)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network was trained on 60 images of custom, but --data gives 40; give those"
                + " images, or say with --train-images how many of these to use");
    Checkpoint.TrainingData other =
        new Checkpoint.TrainingData("synthetic", 60, 1, all.train().checksum());
    assertThatThrownBy(() -> ProbeImages.dataset(data, trainedOn(network, other)))
        .hasMessage("the network was trained on synthetic, but --data gives custom");
    DataConfig more = new DataConfig(data.source(), 50, null, null, 1);
    assertThatThrownBy(() -> ProbeImages.dataset(more, trainedOn(network, sixty)))
        .hasMessage("50 training images asked for; expected 1 to 40, the number in custom");
  }

  @Test
  void aSubsetThatIsAskedForMayDiffer() throws IOException {
    DataConfig two = custom("two", 2);
    Checkpoint checkpoint = trainedOn(network, custom("one", 1).load());
    DataConfig subset = new DataConfig(two.source(), 20, null, null, 1);
    assertThat(ProbeImages.dataset(subset, checkpoint).train().count()).isEqualTo(20);
  }

  @Test
  void imagesOfAnotherShapeAndOtherClassesAreRefused() throws IOException {
    DataConfig data = custom("one", 1);
    ImageShape grey = new ImageShape(1, 28, 28);
    assertThatThrownBy(
            () -> ProbeImages.dataset(data, trainedOn(network.forImages(grey, 10), data.load())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes images of 1x28x28 (28×28 grey)")
        .hasMessageContaining("custom are 3x32x32");
    assertThatThrownBy(
            () ->
                ProbeImages.dataset(
                    data, trainedOn(network.forImages(ImageShape.CIFAR, 20), data.load())))
        .hasMessage("the network has 20 classes, but custom has 10");
  }

  @Test
  void imagesThatAreLoadedForOneNetworkAreCheckedForTheNext() throws IOException {
    ProbeImages images = new ProbeImages(custom("one", 1), new LossConfig(8, 4, null, 1), 8);
    images.of(imported(network));
    assertThatThrownBy(() -> images.of(imported(network.forImages(ImageShape.CIFAR, 20))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network has 20 classes, but custom has 10");
    assertThatThrownBy(() -> images.of(imported(network.forImages(new ImageShape(1, 28, 28), 10))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes images of 1x28x28 (28×28 grey)");
  }

  /** The error of a mean over images is smaller where each class has its share of them. */
  @Test
  void aSubsetIsDrawnFromEachClassByItself() throws IOException {
    ProbeImages images = new ProbeImages(custom("one", 1), new LossConfig(20, 4, null, 1), 8);

    assertThat(images.of(imported(network)).design())
        .hasToString(
            "20 of 40, by strata [2, 2, 2, 2, 2, 2, 2, 2, 2, 2] of [4, 4, 4, 4, 4, 4, 4, 4, 4, 4]");
  }

  /** A network whose training images are not known. */
  private static Checkpoint imported(ResNetArchitecture architecture) {
    return new Checkpoint(
        Checkpoint.SCHEMA_VERSION, architecture, 1, null, Normalization.CIFAR10, null, null, null);
  }
}
