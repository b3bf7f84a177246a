package org.convexityprobe.report;

import java.util.List;

/**
 * The numbers that a figure shows.
 *
 * @param header one name a column
 * @param rows as many values each
 */
record FigureData(List<String> header, List<List<Object>> rows) {
  /** Of figures whose numbers lie in another file. */
  static final FigureData NONE = new FigureData(List.of(), List.of());

  boolean isEmpty() {
    return header.isEmpty();
  }

  /** Returns it as CSV. */
  String csv() {
    return CsvText.of(header, rows);
  }
}
