package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of grey images of one size (portable graymaps, binary or plain), such as the ORL faces:
 * one row of pixels for each image, in the numeric order of the names (s2/10.pgm after s2/9.pgm).
 */
final class GraymapFolder {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Path file;
  private final DataInputStream in;

  private GraymapFolder(Path file, InputStream in) {
    this.file = file;
    this.in = new DataInputStream(in);
  }

  /** An image: its size and pixels row after row. */
  @SuppressWarnings("ArrayRecordComponent") // copied into the matrix at once
  private record Image(int width, int height, int maximum, double[] pixels) {}

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(
              path -> path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".pgm"))
          .sorted(Comparator.comparing(path -> sortKey(folder.relativize(path).toString())))
          .collect(Collectors.toList());
    }
  }

  private static String sortKey(String name) {
    return NUMBER.matcher(name).replaceAll((MatchResult n) -> "%10s".formatted(n.group()));
  }

  static MatrixReading read(Path folder) throws IOException {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new MatrixFileException(folder, "no .pgm images in the folder");
    }
    Image first = image(files.get(0));
    int length = first.pixels.length;
    MatrixTooLargeException.require(folder, files.size(), length);
    double[] values = new double[files.size() * length];
    for (int i = 0; i < files.size(); i++) {
      Image image = image(files.get(i));
      if (image.width != first.width || image.height != first.height) {
        throw new MatrixFileException(
            files.get(i),
            "an image of %d × %d, but %s is %d × %d"
                .formatted(image.width, image.height, files.get(0), first.width, first.height));
      }
      if (image.maximum != first.maximum) {
        throw new MatrixFileException(
            files.get(i),
            "values from 0 to %d, but those of %s are from 0 to %d; expected one scale of grey"
                .formatted(image.maximum, files.get(0), first.maximum));
      }
      System.arraycopy(image.pixels, 0, values, i * length, length);
    }
    return MatrixReading.of(new DenseMatrix(files.size(), length, values));
  }

  private static Image image(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new GraymapFolder(file, in).image();
    } catch (java.io.EOFException e) {
      throw new MatrixFileException(file, "the image ends before its last pixel", e);
    }
  }

  private Image image() throws IOException {
    int magic = in.readUnsignedShort();
    boolean binary = magic == ('P' << 8 | '5');
    if (!binary && magic != ('P' << 8 | '2')) {
      throw new MatrixFileException(file, "does not start with P5 or P2; expected a graymap");
    }
    int width = number();
    int height = number();
    int maximum = number();
    if (width < 1 || height < 1 || maximum < 1 || maximum > 65535) {
      throw new MatrixFileException(
          file, "an image of %d × %d with values to %d".formatted(width, height, maximum));
    }
    MatrixTooLargeException.require(file, width, height);
    double[] pixels = new double[width * height];
    for (int i = 0; i < pixels.length; i++) {
      if (binary) {
        pixels[i] = maximum < 256 ? in.readUnsignedByte() : in.readUnsignedShort();
      } else {
        pixels[i] = number();
      }
    }
    requireAtMost(maximum, pixels);
    requireEnd();
    return new Image(width, height, maximum, pixels);
  }

  private void requireAtMost(int maximum, double[] pixels) throws MatrixFileException {
    for (double pixel : pixels) {
      if (pixel > maximum) {
        throw new MatrixFileException(
            file,
            "a pixel of %.0f; expected 0 to %d, as its header says".formatted(pixel, maximum));
      }
    }
  }

  /** Another image may follow the first one, which a row of the matrix has no place for. */
  private void requireEnd() throws IOException {
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (!Character.isWhitespace(c)) {
        throw new MatrixFileException(
            file, "bytes follow its last pixel; expected one image, so is it damaged?");
      }
    }
  }

  /** Reads a decimal number and the one character after it, skipping blanks and comments before. */
  private int number() throws IOException {
    int c = in.readUnsignedByte();
    while (Character.isWhitespace(c) || c == '#') {
      if (c == '#') {
        while (c != '\n') {
          c = in.readUnsignedByte();
        }
      }
      c = in.readUnsignedByte();
    }
    long value = 0;
    int digits = 0;
    while (c >= '0' && c <= '9' && digits < 9) {
      value = 10 * value + c - '0';
      digits++;
      c = in.read();
    }
    if (digits == 0) {
      throw new MatrixFileException(file, "expected a number in the image's header");
    }
    return (int) value;
  }
}
