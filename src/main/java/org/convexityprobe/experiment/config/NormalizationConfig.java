package org.convexityprobe.experiment.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.Normalization;

/**
 * The normalisation of pixels. In a file it is a name, or the keys {@code mean} and {@code std}
 * with one number a channel.
 *
 * @param name {@code cifar10}, {@code imagenet}, or {@code train}: the statistics of the training
 *     images used; null where numbers are given
 * @param given the numbers, or null
 */
public record NormalizationConfig(String name, Normalization given) {
  /** Checks that there is either a known name or numbers. */
  public NormalizationConfig {
    if ((name == null) == (given == null)) {
      throw new IllegalArgumentException(
          "normalization is neither a name nor mean and std; expected one of the two");
    }
    if (name != null && !name.equals(Normalization.TRAINING_STATISTICS)) {
      Normalization.named(name);
    }
  }

  /** Returns a normalisation by its name. */
  public static NormalizationConfig named(String name) {
    return new NormalizationConfig(name, null);
  }

  /** Returns a normalisation by numbers. */
  public static NormalizationConfig of(Normalization given) {
    return new NormalizationConfig(null, given);
  }

  /** Reads what stands in a file. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NormalizationConfig read(Object value) {
    if (value instanceof String name) {
      return named(name);
    }
    if (value instanceof Map) {
      return of(Json.convert(value, Normalization.class));
    }
    throw new IllegalArgumentException(
        "normalization is %s; expected a name, or mean and std".formatted(value));
  }

  /** Returns what stands in a file. */
  @JsonValue
  Object value() {
    return name == null ? given : name;
  }

  /**
   * Returns the numbers for a data set.
   *
   * @throws IllegalArgumentException if they are for other channels, or for pixels of another scale
   */
  Normalization resolve(ImageDataset dataset) {
    if (Normalization.TRAINING_STATISTICS.equals(name)) {
      return Normalization.of(dataset.train());
    }
    Normalization numbers = given == null ? Normalization.named(name) : given;
    numbers.requireChannels(dataset.shape());
    if (given == null) {
      requireUnitScale(dataset);
    } else if (dataset.train().isEightBit()) {
      given.requireUnitScale();
    }
    return numbers;
  }

  private void requireUnitScale(ImageDataset dataset) {
    ImageSet train = dataset.train();
    if (train.low() < 0 || train.high() > 1) {
      throw new IllegalArgumentException(
          "normalisation '%s' is for pixels of 0 to 1; those of %s reach from %s to %s; use train, or give mean and std"
              .formatted(name, dataset.name(), (float) train.low(), (float) train.high()));
    }
  }
}
