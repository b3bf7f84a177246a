package org.convexityprobe.data.matrix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/** Lines of a text file, plain or compressed, that know where they stand. */
final class TextLines implements AutoCloseable {
  private final Path file;
  private final TextReader characters;
  private final BufferedReader reader;
  private long number;

  TextLines(Path file) throws IOException {
    this.file = file;
    characters = TextReader.open(file);
    reader = new BufferedReader(characters);
  }

  /** Returns the next line, or null at the end. */
  String next() throws IOException {
    String line = reader.readLine();
    number++;
    characters.rowEnded(number + 1);
    return line;
  }

  /** Returns the next character without taking it, or −1 at the end. */
  int peek() throws IOException {
    reader.mark(1);
    int next = reader.read();
    reader.reset();
    return next;
  }

  /** Returns whether what comes next is this text, without taking it. */
  boolean startsWith(String text) throws IOException {
    reader.mark(text.length());
    int same = 0;
    while (same < text.length() && reader.read() == text.charAt(same)) {
      same++;
    }
    reader.reset();
    return same == text.length();
  }

  /** Returns the number of lines that were taken. */
  long number() {
    return number;
  }

  /** Returns what was not taken yet. */
  Reader rest() {
    return reader;
  }

  /** Says that a row of what {@link #rest()} gave has ended in a line. */
  void rowEnded(long line) {
    number = line;
    characters.rowEnded(line + 1);
  }

  MatrixFileException fault(String problem) {
    return new MatrixFileException(file, number, problem);
  }

  /** Returns a finite number, or NaN for a missing value in one of its usual spellings. */
  double numberOrMissing(String field) throws MatrixFileException {
    return MissingWords.USUAL.contains(field.strip()) ? Double.NaN : number(field);
  }

  double number(String field) throws MatrixFileException {
    double value = DecimalNumbers.POINT.parse(field.strip());
    if (Double.isNaN(value)) {
      throw fault("'%s' is not a finite number".formatted(shorten(field)));
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
        "%s '%s' is out of range; expected a whole number from 0 to %d"
            .formatted(what, shorten(field), Integer.MAX_VALUE));
  }

  static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
