package org.convexityprobe.data.matrix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Lines of a text file, plain or gzipped, that know where they stand. */
final class TextLines implements AutoCloseable {
  private final Path file;
  private final BufferedReader reader;
  private long number;

  TextLines(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file)) {
      throw new MatrixFileException(file, "no such file");
    }
    InputStream in = Files.newInputStream(file);
    try {
      InputStream content =
          file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      // Latin-1 accepts every byte: the numbers are ASCII, and names may be in any encoding.
      reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      in.close();
      throw new MatrixFileException(file, "is not a gzip file, whatever its name says", e);
    }
  }

  /** Returns the next line, or null at the end. */
  String next() throws IOException {
    try {
      String line = reader.readLine();
      number++;
      return line;
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      throw new MatrixFileException(
          file, "the compressed data are cut short or damaged after line " + number, e);
    }
  }

  MatrixFileException fault(String problem) {
    return new MatrixFileException(file, number, problem);
  }

  double number(String field) throws MatrixFileException {
    double value;
    try {
      value = Double.parseDouble(field.strip());
    } catch (NumberFormatException e) {
      throw fault("'%s' is not a number".formatted(shorten(field)));
    }
    if (!Double.isFinite(value)) {
      throw fault("the entry is %s; expected a finite number".formatted(field.strip()));
    }
    return value;
  }

  int id(String field, String what) throws MatrixFileException {
    try {
      int id = Integer.parseInt(field.strip());
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a negative number is.
    }
    throw fault(
        "%s '%s' is out of range; expected a whole number from 0".formatted(what, shorten(field)));
  }

  static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
