package org.convexityprobe.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Fetches CIFAR-10's binary version from the page of its author. */
public final class Cifar10Download {
  /** The published archive. */
  public static final VerifiedDownload ARCHIVE =
      new VerifiedDownload(
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
          170_052_171,
          "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

  /** The set unpacks to eight files of 185 MB. */
  private static final int MAX_ENTRIES = 50;

  private static final long MAX_BYTES = 400_000_000;

  private Cifar10Download() {}

  /** Loads what a folder holds, or says what is wrong with it. */
  @FunctionalInterface
  interface Loader {
    ImageDataset load(Path folder) throws IOException;
  }

  /**
   * Makes sure that a folder holds the complete set, downloading and unpacking it if it is not
   * there or damaged.
   *
   * @param folder receives the sub-folder {@code cifar-10-batches-bin}
   * @param progress is told how far the download is
   * @return the loaded and checked set
   * @throws IOException if it cannot be had; the message says why
   */
  public static ImageDataset fetch(Path folder, VerifiedDownload.Progress progress)
      throws IOException {
    return fetch(ARCHIVE, folder, progress, Cifar10Download::official);
  }

  private static ImageDataset official(Path folder) throws IOException {
    ImageDataset dataset = Cifar10.load(folder);
    if (!dataset.name().equals(Cifar10.NAME)) {
      throw new IOException("%s holds %s".formatted(folder, Cifar10.identify(folder)));
    }
    return dataset;
  }

  /** As above, for any archive of that layout. */
  static ImageDataset fetch(
      VerifiedDownload download, Path folder, VerifiedDownload.Progress progress, Loader loader)
      throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException("%s is a file; expected a folder".formatted(folder));
    }
    try {
      return loader.load(folder);
    } catch (IOException e) {
      // Not there, or not whole: fetching is what the caller wants.
      unpack(download, Files.createDirectories(folder), progress);
    }
    return loader.load(folder);
  }

  /** Downloads the archive, unpacks it beside and moves its files in place. */
  private static void unpack(
      VerifiedDownload download, Path folder, VerifiedDownload.Progress progress)
      throws IOException {
    Path archive = folder.resolve("cifar-10-binary.tar.gz");
    download.fetch(archive, progress);
    try (Staging staging = new Staging(folder)) {
      new TarGzArchive(archive, MAX_ENTRIES, MAX_BYTES).unpackInto(staging.folder());
      Path unpacked = staging.folder().resolve(Cifar10.FOLDER);
      if (!Files.isDirectory(unpacked)) {
        throw new IOException("%s holds no folder %s".formatted(archive, Cifar10.FOLDER));
      }
      moveFiles(unpacked, Files.createDirectories(folder.resolve(Cifar10.FOLDER)));
    }
    Files.delete(archive);
  }

  private static void moveFiles(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(file.getFileName());
        Files.move(
            file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
