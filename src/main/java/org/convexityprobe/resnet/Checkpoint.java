package org.convexityprobe.resnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;

/**
 * The description of a network. That of a checkpoint is kept as JSON beside its zip, which does not
 * contain it.
 *
 * @param schemaVersion version of this format
 * @param architecture the network
 * @param epoch completed epochs; 0 is the initialisation; null where unknown
 * @param data the images that it was trained on, or null where that is unknown
 * @param normalization how pixels become inputs; null for another program's network that was given
 *     no images yet
 * @param training the recipe, or null for a network trained elsewhere
 * @param metrics the last epoch's metrics, or null where there are none
 * @param versions versions of the program and its numerical libraries
 */
public record Checkpoint(
    int schemaVersion,
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = ResNetArchitecture.class)
        @JsonSubTypes({
          @JsonSubTypes.Type(ResNetArchitecture.class),
          @JsonSubTypes.Type(OtherArchitecture.class)
        })
        Architecture architecture,
    @JsonInclude(JsonInclude.Include.ALWAYS) Integer epoch,
    @JsonInclude(JsonInclude.Include.ALWAYS) TrainingData data,
    @JsonInclude(JsonInclude.Include.ALWAYS) Normalization normalization,
    @JsonInclude(JsonInclude.Include.ALWAYS) TrainingSettings training,
    @JsonInclude(JsonInclude.Include.ALWAYS) EpochMetrics metrics,
    Map<String, String> versions) {
  /**
   * The images that a network was trained on.
   *
   * @param name name of the data set
   * @param trainImages how many of its training images
   * @param seed seed of the subset, or of a synthetic set
   * @param checksum {@link ImageSet#checksum} of these images, or null where it is unknown
   */
  public record TrainingData(
      String name,
      int trainImages,
      long seed,
      @JsonInclude(JsonInclude.Include.ALWAYS) String checksum) {
    /** Describes the training images of a data set. */
    public static TrainingData of(ImageDataset dataset, long seed) {
      return new TrainingData(
          dataset.name(), dataset.train().count(), seed, dataset.train().checksum());
    }

    /**
     * Returns whether these are images of a data set. A changed copy of the official CIFAR-10 is
     * named as one in results, but it is no other set.
     */
    public boolean isOf(String set) {
      return published(name).equals(published(set));
    }

    private static String published(String set) {
      return set.equals(Cifar10.UNOFFICIAL) ? Cifar10.NAME : set;
    }

    /** Returns whether these are other images of the same data set, as far as that is known. */
    public boolean differsFrom(TrainingData other) {
      boolean known = checksum != null && other.checksum != null;
      return known
          ? !checksum.equals(other.checksum)
          : (trainImages != other.trainImages || seed != other.seed);
    }
  }

  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 2;

  /** Checks the version. */
  public Checkpoint {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "checkpoint description of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    boolean other = architecture instanceof OtherArchitecture;
    if (!other && (epoch == null || epoch < 0)) {
      throw new IllegalArgumentException("epoch is %s; expected 0 or more".formatted(epoch));
    }
    if (architecture == null || (normalization == null && !other)) {
      throw new IllegalArgumentException(
          "checkpoint description without "
              + (architecture == null ? "architecture" : "normalization"));
    }
    // Sorted, since the order of Map.copyOf differs from one process to the next.
    versions = versions == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /**
   * Describes a network that this program did not build, before it is given images.
   *
   * @param outputs numbers that it gives for an image, or null where only evaluating it tells
   */
  static Checkpoint ofOther(Path file, String format, int parameters, Integer outputs)
      throws IOException {
    GivenLabel label = GivenLabel.of(file);
    String name = label.name() == null ? GivenLabel.stem(file) : label.name();
    return new Checkpoint(
        SCHEMA_VERSION,
        new OtherArchitecture(
            name, format, parameters, label.equals(GivenLabel.NONE) ? null : label, null, outputs),
        label.epoch(),
        null,
        null,
        null,
        null,
        Map.of());
  }

  /** Returns the description of the network on images, which one of a checkpoint has already. */
  public Checkpoint on(Normalization given, ImageSet images) {
    return architecture instanceof OtherArchitecture other
        ? new Checkpoint(
            schemaVersion,
            other.on(images.shape(), images.classes()),
            epoch,
            data,
            given,
            training,
            metrics,
            versions)
        : this;
  }

  /**
   * Returns the architecture of a network of this program.
   *
   * @throws IllegalArgumentException if it is another program's
   */
  public ResNetArchitecture resNet() {
    if (architecture instanceof ResNetArchitecture network) {
      return network;
    }
    throw new IllegalArgumentException(
        "%s is no ResNet of this program".formatted(architecture.describe()));
  }

  /** Returns the network and its epoch in words. */
  public String describe() {
    return architecture.describe() + (epoch == null ? "" : ", epoch " + epoch);
  }

  /** Returns the seed of the training; null where it is unknown. */
  public Long seed() {
    if (architecture instanceof OtherArchitecture other) {
      return other.given().seed();
    }
    return training == null ? null : Long.valueOf(training.seed());
  }

  /**
   * Returns whether this network may be compared with the papers' networks, which were trained on
   * CIFAR-10: its images are known to be those, or unknown but of their shape and number of
   * classes.
   */
  public boolean comparesWithPapers() {
    if (!(architecture instanceof ResNetArchitecture network)) {
      return false;
    }
    return data == null
        ? network.input().equals(ImageShape.CIFAR)
            && network.classes() == ResNetArchitecture.CIFAR10_CLASSES
        : Cifar10.NAME.equals(data.name()) || Cifar10.UNOFFICIAL.equals(data.name());
  }
}
