package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of image sets, which {@code --data NAME:PLACE} names. */
public interface ImageSource {
  /** Returns all kinds, those that are described first in front. */
  static List<ImageSource> all() {
    return List.of(
        new SyntheticSource(),
        new Cifar10Source(),
        new CustomSource(),
        Cifar100Source.FINE,
        Cifar100Source.COARSE,
        new IdxSource(),
        new ImageFolderSource(),
        new CsvSource(),
        NpzSource.DETECTED,
        NpzSource.CHANNELS_FIRST,
        NpzSource.CHANNELS_LAST);
  }

  /** Returns the kind of a name. */
  static Optional<ImageSource> named(String name) {
    return all().stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /** Returns what stands before the colon, such as {@code idx}. */
  String name();

  /** Returns how such a set is named, such as {@code idx:DIR}. */
  String form();

  /** Returns what such a set holds, in one line. */
  String what();

  /** Returns the file or folder in a place, which ends with it; empty for images that are made. */
  default String pathIn(String place) {
    return place;
  }

  /**
   * Loads images.
   *
   * @param place what stands behind the colon
   * @throws IOException if files are missing, damaged, or contradict each other; the message says
   *     what was expected and what was found
   */
  ImageDataset load(String place, ImageSelection selection) throws IOException;

  /**
   * Says which images these are, for results, without reading them.
   *
   * @throws IOException if they cannot be found
   */
  default String identify(String place) throws IOException {
    return name() + ":" + place;
  }

  /** Returns the name of the normalisation that is used where nothing else is asked for. */
  default String normalization() {
    return Normalization.TRAINING_STATISTICS;
  }

  /** Returns whether a folder holds such a set, by the names of its files. */
  default boolean recognizes(Path folder) {
    return false;
  }

  /**
   * Writes a data set, so that {@link #load} gives the same one.
   *
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if this kind cannot hold such images
   */
  default void write(ImageDataset dataset, String place) throws IOException {
    throw new IllegalArgumentException(
        "sets of the kind %s are not written; expected custom:DIR, idx:DIR or npz:FILE"
            .formatted(form()));
  }
}
