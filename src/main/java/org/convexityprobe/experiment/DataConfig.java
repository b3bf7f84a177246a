package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;

/**
 * Which images an experiment uses.
 *
 * @param source {@code synthetic}, the folder of CIFAR-10's binary version, or {@code custom:}
 *     before a folder of the same layout that holds any number of images; null for the folder that
 *     {@code convexity data fetch cifar10} fills
 * @param trainImages size of a class-balanced subset of the training images, or null for all
 *     (10,000 of a synthetic set)
 * @param testImages how many of the test images, the first ones, or null for all (2,000 of a
 *     synthetic set)
 * @param normalization {@code cifar10}, {@code imagenet}, or {@code train}: the statistics of the
 *     training images used
 * @param seed seed of the subset, or of a synthetic set
 */
public record DataConfig(
    String source, Integer trainImages, Integer testImages, String normalization, long seed) {
  /** The source that makes its own images. */
  public static final String SYNTHETIC = "synthetic";

  /** All of CIFAR-10. */
  public static final DataConfig DEFAULT = new DataConfig(null, null, null, "cifar10", 1);

  /** The folder that {@code convexity data fetch cifar10} fills. */
  public static final Path FETCHED = Path.of("data", "cifar10");

  private static final String CUSTOM = "custom:";
  private static final String TRAINING_STATISTICS = "train";
  private static final int SYNTHETIC_TRAIN_IMAGES = 10_000;
  private static final int SYNTHETIC_TEST_IMAGES = 2_000;

  /** Checks the numbers and the name of the normalisation. */
  public DataConfig {
    requirePositive("trainImages", trainImages);
    requirePositive("testImages", testImages);
    if (!TRAINING_STATISTICS.equals(normalization)) {
      Normalization.named(normalization);
    }
  }

  private static void requirePositive(String key, Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException("%s is %d; expected at least 1".formatted(key, value));
    }
  }

  /** Returns these images, but the training subset that a network was trained on. */
  DataConfig trainedOn(int images, long subsetSeed) {
    return new DataConfig(source, images, testImages, normalization, subsetSeed);
  }

  /**
   * Loads or makes the images.
   *
   * @throws IOException if they cannot be found or read
   */
  public ImageDataset load() throws IOException {
    if (SYNTHETIC.equals(source)) {
      return SyntheticImages.dataset(
          trainImages == null ? SYNTHETIC_TRAIN_IMAGES : trainImages,
          testImages == null ? SYNTHETIC_TEST_IMAGES : testImages,
          seed);
    }
    ImageDataset all =
        source != null && source.startsWith(CUSTOM)
            ? Cifar10.loadAnySize(Path.of(source.substring(CUSTOM.length())))
            : Cifar10.load(folder());
    ImageDataset subset =
        trainImages == null || trainImages == all.train().count()
            ? all
            : all.withTrainingSubset(trainImages, seed);
    return testImages == null
        ? subset
        : new ImageDataset(
            subset.name(), subset.classNames(), subset.train(), subset.test().first(testImages));
  }

  private Path folder() throws IOException {
    if (source != null) {
      return Path.of(source);
    }
    if (!Files.isDirectory(FETCHED)) {
      throw new IOException(
          "no images: give --data DIR (CIFAR-10's binary version) or --data synthetic, or run 'convexity data fetch cifar10'");
    }
    return FETCHED;
  }

  /**
   * Says which images these are, for results: the name of the set, and for the official one whether
   * its files are those that were published.
   *
   * @throws IOException if they cannot be found
   */
  public String identify() throws IOException {
    if (SYNTHETIC.equals(source)) {
      return SYNTHETIC;
    }
    return source != null && source.startsWith(CUSTOM) ? source : Cifar10.identify(folder());
  }

  /** Returns how pixels become inputs. */
  Normalization normalize(ImageDataset dataset) {
    return TRAINING_STATISTICS.equals(normalization)
        ? Normalization.of(dataset.train())
        : Normalization.named(normalization);
  }
}
