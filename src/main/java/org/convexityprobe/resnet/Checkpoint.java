package org.convexityprobe.resnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;

/**
 * The description of a checkpoint, which its zip does not contain; kept as JSON beside it.
 *
 * @param schemaVersion version of this format
 * @param architecture the network
 * @param epoch completed epochs; 0 is the initialisation
 * @param data the images that it was trained on, or null where that is unknown
 * @param normalization how pixels become inputs
 * @param training the recipe, or null for a network trained elsewhere
 * @param metrics the last epoch's metrics, or null where there are none
 * @param versions versions of the program and its numerical libraries
 */
public record Checkpoint(
    int schemaVersion,
    ResNetArchitecture architecture,
    int epoch,
    @JsonInclude(JsonInclude.Include.ALWAYS) TrainingData data,
    Normalization normalization,
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
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch is %d; expected 0 or more".formatted(epoch));
    }
    if (architecture == null || normalization == null) {
      throw new IllegalArgumentException(
          "checkpoint description without "
              + (architecture == null ? "architecture" : "normalization"));
    }
    // Sorted, since the order of Map.copyOf differs from one process to the next.
    versions = versions == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /**
   * Returns whether this network may be compared with the papers' networks, which were trained on
   * CIFAR-10: its images are known to be those, or unknown but of their shape and number of
   * classes.
   */
  public boolean comparesWithPapers() {
    return data == null
        ? architecture.input().equals(ImageShape.CIFAR)
            && architecture.classes() == ResNetArchitecture.CIFAR10_CLASSES
        : Cifar10.NAME.equals(data.name()) || Cifar10.UNOFFICIAL.equals(data.name());
  }
}
