package org.convexityprobe.report;

import java.util.List;

/**
 * A table in words and digits, before it is laid out.
 *
 * @param title what it shows
 * @param header one heading a column
 * @param rows as many cells each as there are columns
 * @param notes what its numbers leave out
 */
record Grid(String title, List<String> header, List<List<String>> rows, List<String> notes) {
  /** Lays it out; ends in a line feed. */
  String render(TableFormat format) {
    return switch (format) {
      case TEXT -> TextTable.render(this);
      case MARKDOWN -> MarkdownTable.render(this);
      case LATEX -> LatexTable.render(this);
      case CSV, JSON -> throw new IllegalArgumentException(format + " is for numbers in full");
    };
  }
}
