package org.convexityprobe.data.matrix;

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

  /** Returns whether every field is empty, in some column from a first one on. */
  boolean isBlankFrom(int column) {
    return fields.subList(Math.min(column, fields.size()), fields.size()).stream()
        .allMatch(String::isEmpty);
  }
}
