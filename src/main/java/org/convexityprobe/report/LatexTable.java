package org.convexityprobe.report;

import java.util.List;
import java.util.stream.Collectors;

/** A plain LaTeX {@code tabular}, which needs no package. */
final class LatexTable extends PivotTable {
  @Override
  String renderBlock(
      LengthTable.Block block, List<String> header, List<List<String>> rows, List<String> notes) {
    StringBuilder text = new StringBuilder("% ").append(block.title()).append('\n');
    text.append("\\begin{tabular}{").append("r".repeat(header.size())).append("}\n\\hline\n");
    text.append(line(header)).append("\\hline\n");
    rows.forEach(row -> text.append(line(row)));
    text.append("\\hline\n\\end{tabular}\n");
    notes.forEach(note -> text.append("% ").append(note).append('\n'));
    return text.toString();
  }

  private static String line(List<String> row) {
    return row.stream().map(LatexTable::cell).collect(Collectors.joining(" & ")) + " \\\\\n";
  }

  private static String cell(String text) {
    return switch (text) {
      case Numbers.NONE -> "--";
      case "epoch", "papers", "diff/SE" -> text;
      default -> "$" + text.replace("±", "\\pm").replace("∞", "\\infty") + "$";
    };
  }
}
