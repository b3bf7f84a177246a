package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.List;

/** Columns of fixed width for a terminal. */
final class TextTable {
  private TextTable() {}

  static String render(Grid grid) {
    List<List<String>> all = new ArrayList<>();
    all.add(grid.header());
    all.addAll(grid.rows());
    int[] widths = new int[grid.header().size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(grid.title()).append('\n');
    for (List<String> row : all) {
      text.append(line(row, widths)).append('\n');
    }
    grid.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    return text.toString();
  }

  /** Right-aligned: numbers of the same number of decimals line up at their points. */
  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i > 0 ? "   " : "").append(" ".repeat(widths[i] - row.get(i).length()));
      line.append(row.get(i));
    }
    return line.toString();
  }
}
