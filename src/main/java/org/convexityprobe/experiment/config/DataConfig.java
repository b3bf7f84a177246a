package org.convexityprobe.experiment.config;

import java.io.IOException;
import java.util.Map;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageLocation;
import org.convexityprobe.data.ImageSelection;
import org.convexityprobe.data.ImageSource;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.Environment;

/**
 * Which images an experiment uses.
 *
 * @param source how {@link ImageLocation#of} finds them: a folder with CIFAR-10's binary version,
 *     {@code synthetic}, or {@code KIND:PLACE} with the name of an {@link ImageSource}; null for
 *     the folder that {@code convexity data fetch cifar10} fills
 * @param trainImages size of a class-balanced subset of the training images, or null for all
 *     (10,000 of a synthetic set)
 * @param testImages how many of the test images, the first ones, or null for all (2,000 of a
 *     synthetic set)
 * @param normalization how pixels become inputs when a network is trained, or null for what the
 *     source's kind asks for
 * @param seed seed of the subset, or of a synthetic set
 */
public record DataConfig(
    String source,
    Integer trainImages,
    Integer testImages,
    NormalizationConfig normalization,
    long seed) {
  /** The source that makes its own images. */
  public static final String SYNTHETIC = "synthetic";

  /** All of CIFAR-10. */
  public static final DataConfig DEFAULT = new DataConfig(null, null, null, null, 1);

  /** Checks the numbers. */
  public DataConfig {
    requirePositive("trainImages", trainImages);
    requirePositive("testImages", testImages);
  }

  private static void requirePositive(String key, Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException("%s is %d; expected at least 1".formatted(key, value));
    }
  }

  /** Returns these images, but the training subset that a network was trained on. */
  public DataConfig trainedOn(int images, long subsetSeed) {
    return new DataConfig(source, images, testImages, normalization, subsetSeed);
  }

  /** Returns the file or folder that the images are read from; empty if they are made. */
  public String path() {
    return ImageLocation.pathIn(source);
  }

  /** Returns the same images, read from a copy of the file or folder. */
  public DataConfig from(String copy) {
    String kind = source == null ? "" : source.substring(0, source.length() - path().length());
    return new DataConfig(kind + copy, trainImages, testImages, normalization, seed);
  }

  /**
   * Loads or makes the images.
   *
   * @throws IOException if they cannot be found or read
   */
  public ImageDataset load() throws IOException {
    return ImageLocation.of(source).load(new ImageSelection(trainImages, testImages, seed));
  }

  /**
   * Says which images these are, for results: the name of the set, and for the official one whether
   * its files are those that were published.
   *
   * @throws IOException if they cannot be found
   */
  public String identify() throws IOException {
    ImageLocation location = ImageLocation.of(source);
    return location.source().identify(location.place());
  }

  /**
   * Returns the facts that a run with these images records: versions, machine and the images.
   *
   * @throws IOException if the images cannot be found
   */
  public Map<String, String> facts() throws IOException {
    Map<String, String> facts = Environment.facts();
    facts.put("images", identify());
    return facts;
  }

  /** Returns the same images with the normalisation that their kind asks for, if none is given. */
  DataConfig resolved() throws IOException {
    return normalization != null
        ? this
        : new DataConfig(
            source,
            trainImages,
            testImages,
            NormalizationConfig.named(ImageLocation.of(source).source().normalization()),
            seed);
  }

  /** Returns how pixels become inputs. */
  public Normalization normalize(ImageDataset dataset) throws IOException {
    return resolved().normalization().resolve(dataset);
  }
}
