package org.convexityprobe.report;

import java.util.List;

/** Markdown with right-aligned columns. */
final class MarkdownTable extends PivotTable {
  @Override
  String renderBlock(
      LengthTable.Block block, List<String> header, List<List<String>> rows, List<String> notes) {
    StringBuilder text = new StringBuilder("**").append(block.title()).append("**\n\n");
    text.append(line(header));
    text.append("|").append(" ---: |".repeat(header.size())).append('\n');
    rows.forEach(row -> text.append(line(row)));
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach(note -> text.append("- ").append(note).append('\n'));
    }
    return text.toString();
  }

  private static String line(List<String> row) {
    return "| " + String.join(" | ", row) + " |\n";
  }
}
