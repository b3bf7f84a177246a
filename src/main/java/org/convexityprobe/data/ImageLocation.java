package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A set of images as {@code --data} names it: its kind, and where it is.
 *
 * @param source the kind
 * @param place what the kind needs to find it, such as a folder; empty for images that are made
 */
public record ImageLocation(ImageSource source, String place) {
  private static final String ARCHIVE = ".npz";

  /**
   * Finds a set. {@code KIND:PLACE} names its kind; a file is a NumPy archive, and a folder holds
   * CIFAR-10.
   *
   * @param text the name, or null for CIFAR-10 where {@code convexity data fetch cifar10} puts it
   * @throws IOException if there is nothing of that name
   * @throws IllegalArgumentException if the kind is unknown
   */
  public static ImageLocation of(String text) throws IOException {
    if (text == null) {
      if (!Files.isDirectory(Cifar10.FETCHED)) {
        throw new IOException(
            "no images: give --data, such as a folder with CIFAR-10's binary version or"
                + " 'synthetic', or run 'convexity data fetch cifar10'");
      }
      return new ImageLocation(new Cifar10Source(), Cifar10.FETCHED.toString());
    }
    if (text.equals(SyntheticSource.NAME)) {
      return new ImageLocation(new SyntheticSource(), "");
    }
    Optional<ImageLocation> named = named(text);
    if (named.isPresent()) {
      return named.get();
    }
    Path path = Path.of(text);
    if (text.endsWith(ARCHIVE) || isArchive(path)) {
      return new ImageLocation(NpzSource.DETECTED, text);
    }
    if (!Files.exists(path) && text.matches("[a-z0-9-]+:.*")) {
      throw new IllegalArgumentException(
          "no kind of image sets is named '%s'; expected one of %s"
              .formatted(text.substring(0, text.indexOf(':')), forms()));
    }
    requireCifar10(path);
    return new ImageLocation(new Cifar10Source(), text);
  }

  /**
   * Returns the file or folder in the name of a set; empty for images that are made.
   *
   * @param text the name, or null for CIFAR-10 where {@code convexity data fetch cifar10} puts it
   */
  public static String pathIn(String text) {
    if (text == null) {
      return Cifar10.FETCHED.toString();
    }
    return text.equals(SyntheticSource.NAME)
        ? ""
        : named(text).map(set -> set.source.pathIn(set.place)).orElse(text);
  }

  /**
   * Returns where a set is to be written: {@code KIND:PLACE}, a file whose name ends in {@code
   * .npz}, or a folder in CIFAR-10's layout.
   */
  public static ImageLocation toWrite(String text) {
    return named(text)
        .orElseGet(
            () ->
                text.endsWith(ARCHIVE)
                    ? new ImageLocation(NpzSource.DETECTED, text)
                    : new ImageLocation(new CustomSource(), text));
  }

  private static Optional<ImageLocation> named(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<ImageSource> source = ImageSource.named(text.substring(0, colon));
    String place = text.substring(colon + 1);
    if (source.isPresent() && place.isBlank()) {
      throw new IllegalArgumentException(
          "'%s' is no set of images; expected %s".formatted(text, source.get().form()));
    }
    return source.map(kind -> new ImageLocation(kind, place));
  }

  private static boolean isArchive(Path file) throws IOException {
    return Files.isRegularFile(file) && FileKind.of(file) == FileKind.NPZ;
  }

  /** Tells the user how to name a folder that contains another kind of images. */
  private static void requireCifar10(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || new Cifar10Source().recognizes(folder)) {
      return;
    }
    for (ImageSource source : ImageSource.all()) {
      if (source.recognizes(folder)) {
        throw new IOException(
            "%s holds %s; give --data %s:%s"
                .formatted(folder, source.what(), source.name(), folder));
      }
    }
  }

  private static String forms() {
    return ImageSource.all().stream().map(ImageSource::form).collect(Collectors.joining(", "));
  }

  /** Loads the images; see {@link ImageSource#load}. */
  public ImageDataset load(ImageSelection selection) throws IOException {
    return source.load(place, selection);
  }

  /** Returns the name that finds this set again. */
  @Override
  public String toString() {
    return place.isEmpty() ? source.name() : source.name() + ":" + place;
  }
}
