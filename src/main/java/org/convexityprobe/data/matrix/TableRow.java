package org.convexityprobe.data.matrix;

import java.nio.file.Path;
import java.util.List;

/**
 * One row of a text table.
 *
 * @param line in which it starts, from 1
 * @param fields without the blanks around them
 */
record TableRow(long line, List<String> fields) {
  int width() {
    return fields.size();
  }

  /**
   * Returns whether it is a comment, which starts with #.
   *
   * @param mayBeNamed whether it may be a row of that name, or one that was taken out
   * @throws MatrixFileException if it starts with # and may be either
   */
  boolean isComment(Path file, boolean mayBeNamed) throws MatrixFileException {
    if (isMarked() && mayBeNamed) {
      throw new MatrixFileException(
          file,
          line,
          "starts with #, but is as long as a row of numbers; take out the # or the line");
    }
    return isMarked();
  }

  /** Returns the same row without its first fields. */
  TableRow from(int first) {
    return first == 0 ? this : new TableRow(line, fields.subList(first, fields.size()));
  }

  /** Returns whether it is the line by which Octave's text format begins a variable. */
  boolean isVariable() {
    return isMarked() && String.join(" ", fields).matches("# ?name: .*");
  }

  /** Returns whether it starts with #. */
  boolean isMarked() {
    return fields.get(0).startsWith("#");
  }

  /** Returns whether every field is empty, in some column from a first one on. */
  boolean isBlankFrom(int column) {
    return fields.subList(Math.min(column, fields.size()), fields.size()).stream()
        .allMatch(String::isEmpty);
  }
}
