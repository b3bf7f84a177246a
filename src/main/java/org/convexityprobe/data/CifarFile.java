package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One file of CIFAR's binary version: records of 3073 bytes, one after the other. */
final class CifarFile {
  static final int CLASSES = 10;

  /** A file of the official sets has 30 MB; one beyond this bound is some other file. */
  private static final long LARGEST = 500_000L * ImageSet.RECORD_LENGTH;

  private CifarFile() {}

  /**
   * Reads and checks a file.
   *
   * @throws IOException if the file is missing, empty, ends within a record or has a label beyond 9
   */
  static byte[] read(Path file) throws IOException {
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file: " + file, e);
    }
    if (size == 0 || size % ImageSet.RECORD_LENGTH != 0 || size > LARGEST) {
      throw new IOException(
          "%s has %d bytes; expected a positive multiple of %d bytes (one record an image) up to %d"
                  .formatted(file, size, ImageSet.RECORD_LENGTH, LARGEST)
              + "; the file is truncated or is no CIFAR-10 binary file");
    }
    byte[] records = Files.readAllBytes(file);
    if (records.length != size) {
      throw new IOException(
          "%s changed from %d to %d bytes while it was read".formatted(file, size, records.length));
    }
    for (int record = 0; record < records.length / ImageSet.RECORD_LENGTH; record++) {
      int label = records[record * ImageSet.RECORD_LENGTH] & 0xff;
      if (label >= CLASSES) {
        throw new IOException(
            "%s: record %d has label %d; expected 0 to 9".formatted(file, record, label));
      }
    }
    return records;
  }

  /** Writes a set, by way of a temporary file so that no half-written one is left. */
  static void write(ImageSet images, Path file) throws IOException {
    AtomicFile.write(file, images::writeTo);
  }
}
