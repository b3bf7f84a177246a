package org.convexityprobe.report;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown with right-aligned columns. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String render(Grid grid) {
    StringBuilder text = new StringBuilder("**").append(grid.title()).append("**\n\n");
    text.append(line(grid.header()));
    text.append("|").append(" ---: |".repeat(grid.header().size())).append('\n');
    grid.rows().forEach(row -> text.append(line(row)));
    if (!grid.notes().isEmpty()) {
      text.append('\n');
      grid.notes().forEach(note -> text.append("- ").append(note).append('\n'));
    }
    return text.toString();
  }

  private static String line(List<String> row) {
    return row.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
