package org.convexityprobe.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A plain LaTeX {@code tabular}, which needs no package. */
final class LatexTable {
  private static final String NUMBER = "(k = |< )?[-+]?(\\d[\\d.]*|∞)";

  /** Numbers and formulas such as {@code k = 2}, in contrast to words. */
  private static final Pattern FORMULA =
      Pattern.compile(NUMBER + "( (±|to|minus) (" + NUMBER + "|" + Numbers.NONE + "))*( \\*)?");

  /** Characters of names that LaTeX would take for commands. */
  private static final Map<Character, String> SPECIAL =
      Map.of(
          '\\', "\\textbackslash{}",
          '~', "\\textasciitilde{}",
          '^', "\\textasciicircum{}",
          '&', "\\&",
          '%', "\\%",
          '#', "\\#",
          '_', "\\_",
          '$', "\\$",
          '{', "\\{",
          '}', "\\}");

  private LatexTable() {}

  static String render(Grid grid) {
    StringBuilder text = new StringBuilder("% ").append(grid.title()).append('\n');
    text.append("\\begin{tabular}{").append("r".repeat(grid.header().size()));
    text.append("}\n\\hline\n").append(line(grid.header())).append("\\hline\n");
    grid.rows().forEach(row -> text.append(line(row)));
    text.append("\\hline\n\\end{tabular}\n");
    grid.notes().forEach(note -> text.append("% ").append(note).append('\n'));
    return text.toString();
  }

  private static String line(List<String> row) {
    return row.stream().map(LatexTable::cell).collect(Collectors.joining(" & ")) + " \\\\\n";
  }

  private static String cell(String text) {
    if (text.equals(Numbers.NONE)) {
      return "--";
    }
    String plain = escaped(text).replace(Numbers.NONE, "\\mbox{--}");
    return FORMULA.matcher(text).matches()
        ? "$"
            + plain
                .replace("±", "\\pm")
                .replace("∞", "\\infty")
                .replace(" to ", "$ to $")
                .replace(" minus ", "$ minus $")
            + "$"
        : plain.replace("±", "$\\pm$");
  }

  private static String escaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      plain.append(SPECIAL.getOrDefault(character, String.valueOf(character)));
    }
    return plain.toString();
  }
}
