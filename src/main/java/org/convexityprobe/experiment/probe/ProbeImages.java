package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.TooFewImagesException;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.landscape.SampleDesign;
import org.convexityprobe.resnet.Checkpoint;

/** The training images of each checkpoint and the subset that it is probed on, loaded once. */
public final class ProbeImages {
  /**
   * The images that a network was trained on, and those of them that it is probed on.
   *
   * @param set the name of their data set
   * @param normalization how their pixels become inputs
   */
  public record Selection(
      String set, ImageSet population, ImageSet subset, Normalization normalization) {
    /** Returns what a reader of results must know of the set, if anything. */
    public Optional<String> warning() {
      return set.equals(Cifar10.UNOFFICIAL)
          ? Optional.of(
              "the images are not CIFAR-10 as it was published (%s): the manifest names the files"
                  .formatted(set))
          : Optional.empty();
    }

    /** Returns how the subset was drawn: from each class by itself. */
    SampleDesign design() {
      long[] classes = IntStream.of(population.classCounts()).asLongStream().toArray();
      return SampleDesign.stratified(subset.labels(), classes);
    }
  }

  private final DataConfig data;
  private final LossConfig loss;
  private final int fallback;
  private final Map<Key, Selection> selections = new HashMap<>();

  /** What the settings ask for; null where that is not loaded, or was not what is used. */
  private ImageDataset given;

  /** What images and their normalisation depend on. */
  private record Key(Checkpoint.TrainingData data, Normalization normalization) {}

  /**
   * Prepares the images of a loss.
   *
   * @param fallback how many images where the loss leaves that open
   */
  ProbeImages(DataConfig data, LossConfig loss, int fallback) {
    this.data = data;
    this.loss = loss;
    this.fallback = fallback;
  }

  /**
   * Loads what the settings ask for, whatever networks were trained on.
   *
   * @return {@link ImageSet#checksum} of the training images
   * @throws IOException if they cannot be found or read
   */
  String checksum() throws IOException {
    given = data.load();
    return given.train().checksum();
  }

  /**
   * Returns the images of a checkpoint.
   *
   * @throws IOException if they cannot be found or read
   * @throws IllegalArgumentException if the checkpoint's network is not for them
   */
  public Selection of(Checkpoint checkpoint) throws IOException {
    Key key = new Key(checkpoint.data(), checkpoint.normalization());
    Selection known = selections.get(key);
    if (known == null) {
      known = select(checkpoint);
      selections.put(key, known);
    } else {
      // Loaded for another network.
      checkpoint.architecture().requireFits(known.set(), known.population());
    }
    return known;
  }

  private Selection select(Checkpoint checkpoint) throws IOException {
    ImageDataset dataset = checked(data, checkpoint, this::load);
    ImageSet all = dataset.train();
    int count = loss.imagesOf(all.count(), fallback);
    return new Selection(
        dataset.name(),
        all,
        count == all.count() ? all : all.subset(count, loss.seed()),
        normalization(data, checkpoint, dataset));
  }

  /** Loads images, unless they are those that are loaded already. */
  private ImageDataset load(DataConfig source) throws IOException {
    boolean loaded =
        given != null
            && (source.equals(data)
                || (data.trainImages() == null && source.trainImages() == given.train().count()));
    if (!loaded) {
      given = null; // Two sets may not fit into memory.
      return source.load();
    }
    return given;
  }

  /** Returns the normalisation that a network was trained with, or the one that is asked for. */
  static Normalization normalization(DataConfig data, Checkpoint checkpoint, ImageDataset dataset)
      throws IOException {
    return checkpoint.normalization() == null
        ? data.normalize(dataset)
        : checkpoint.normalization();
  }

  /**
   * Returns the images of a checkpoint: those that it was trained on, where that is known and
   * nothing else is asked for.
   *
   * @throws IllegalArgumentException if they are other images than it was trained on, or of another
   *     number of classes
   */
  static ImageDataset dataset(DataConfig data, Checkpoint checkpoint) throws IOException {
    return checked(data, checkpoint, DataConfig::load);
  }

  private static boolean asTrained(DataConfig data, Checkpoint checkpoint) {
    return checkpoint.data() != null && data.trainImages() == null;
  }

  private static DataConfig source(DataConfig data, Checkpoint checkpoint) {
    Checkpoint.TrainingData trained = checkpoint.data();
    return asTrained(data, checkpoint)
        ? data.trainedOn(trained.trainImages(), trained.seed())
        : data;
  }

  /** How images are loaded. */
  private interface Loader {
    ImageDataset load(DataConfig source) throws IOException;
  }

  private static ImageDataset checked(DataConfig data, Checkpoint checkpoint, Loader loader)
      throws IOException {
    Checkpoint.TrainingData trained = checkpoint.data();
    ImageDataset dataset = loaded(data, checkpoint, loader);
    requireSet(trained, dataset.name());
    checkpoint.architecture().requireFits(dataset.name(), dataset.train());
    if (asTrained(data, checkpoint)) {
      requireSame(trained, dataset);
    }
    return dataset;
  }

  /** Loads images; that there are fewer than the network was trained on is no one's choice. */
  private static ImageDataset loaded(DataConfig data, Checkpoint checkpoint, Loader loader)
      throws IOException {
    try {
      return loader.load(source(data, checkpoint));
    } catch (TooFewImagesException e) {
      if (!asTrained(data, checkpoint)) {
        throw e;
      }
      requireSet(checkpoint.data(), e.set());
      throw new IllegalArgumentException(
          "the network was trained on %d images of %s, but --data gives %d; give those images, or say with --train-images how many of these to use"
              .formatted(checkpoint.data().trainImages(), e.set(), e.available()),
          e);
    }
  }

  private static void requireSet(Checkpoint.TrainingData trained, String found) {
    if (trained != null && !trained.isOf(found)) {
      throw new IllegalArgumentException(
          "the network was trained on %s, but --data gives %s".formatted(trained.name(), found));
    }
  }

  /** Sets of one name may hold other images, such as two folders of a user. */
  private static void requireSame(Checkpoint.TrainingData trained, ImageDataset dataset) {
    String found = dataset.train().checksum();
    if (trained.checksum() != null && !trained.checksum().equals(found)) {
      throw new IllegalArgumentException(
          "the network was trained on other images (checksum %s) than --data gives (%s, checksum %s); give those, or say with --train-images how many of these to use"
              .formatted(trained.checksum(), dataset.name(), found));
    }
  }
}
