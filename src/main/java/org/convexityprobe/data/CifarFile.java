package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One file of CIFAR's binary versions, read record by record. */
final class CifarFile implements AutoCloseable {
  /** A file of the official sets has at most 154 MB; one beyond this bound is some other file. */
  private static final int MOST_RECORDS = 500_000;

  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final CifarLayout layout;
  private final InputStream in;
  private final int records;
  private int next;

  private CifarFile(Path file, CifarLayout layout, InputStream in, int records) {
    this.file = file;
    this.layout = layout;
    this.in = in;
    this.records = records;
  }

  /**
   * Opens a file.
   *
   * @throws IOException as {@link #records(Path, CifarLayout)} does
   */
  static CifarFile open(Path file, CifarLayout layout) throws IOException {
    int records = records(file, layout);
    return new CifarFile(
        file, layout, new BufferedInputStream(Files.newInputStream(file), BUFFER), records);
  }

  /**
   * Returns the number of records of a file, by its size.
   *
   * @throws IOException if the file is missing, empty, ends within a record or is far too large
   */
  static int records(Path file, CifarLayout layout) throws IOException {
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file: " + file, e);
    }
    long largest = (long) MOST_RECORDS * layout.recordLength();
    if (size == 0 || size % layout.recordLength() != 0 || size > largest) {
      throw new IOException(
          "%s has %d bytes; expected a positive multiple of %d bytes (one record an image) up to %d"
                  .formatted(file, size, layout.recordLength(), largest)
              + "; the file is truncated or is no binary file of CIFAR-%s"
                  .formatted(layout.labelBytes() == 1 ? "10" : "100"));
    }
    return (int) (size / layout.recordLength());
  }

  /** Returns how many records are left. */
  int left() {
    return records - next;
  }

  /** Returns the number of the record that comes next, counted from 0. */
  int position() {
    return next;
  }

  /** Leaves out records. */
  void skip(int count) throws IOException {
    in.skipNBytes((long) count * layout.recordLength());
    next += count;
  }

  /**
   * Reads the next record.
   *
   * @param pixels receives the values [3, 32, 32]
   * @param offset where they go
   * @return the label
   * @throws IOException if the label is beyond the classes, or the file ends early
   */
  int read(byte[] pixels, int offset) throws IOException {
    int label = -1;
    for (int i = 0; i < layout.labelBytes(); i++) {
      int value = in.read();
      label = i == layout.label() ? value : label;
    }
    int length = ImageShape.CIFAR.length();
    if (in.readNBytes(pixels, offset, length) < length) {
      throw new EOFException(
          "%s ends within record %d of %d; it changed while it was read"
              .formatted(file, next, records));
    }
    if (label >= layout.classes()) {
      throw new IOException(
          "%s: record %d has label %d; expected 0 to %d"
              .formatted(file, next, label, layout.classes() - 1));
    }
    next++;
    return label;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Writes 8-bit images of CIFAR's shape in CIFAR-10's layout, whole or not at all.
   *
   * @throws IOException if the file cannot be written
   */
  static void write(ImageSet images, Path file) throws IOException {
    BytePixels pixels = (BytePixels) images.pixels();
    AtomicFile.write(file, out -> write(images, pixels, out));
  }

  private static void write(ImageSet images, BytePixels pixels, OutputStream out)
      throws IOException {
    for (int image = 0; image < images.count(); image++) {
      out.write(images.label(image));
      pixels.writeTo(out, images.offset(image), images.shape().length());
    }
  }
}
