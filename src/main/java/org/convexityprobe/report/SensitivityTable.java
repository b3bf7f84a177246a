package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lengths by convention beside the papers' value, one block a network. */
public final class SensitivityTable {
  private static final List<String> HEADER =
      List.of(
          "γ, β, biases",
          "batch-norm",
          "points",
          "images",
          "L",
          "L_low",
          "L of all images",
          "papers",
          "diff/SE");

  private SensitivityTable() {}

  /** Returns the rows of each checkpoint, in their order. */
  static Map<String, List<SensitivityRow>> byCheckpoint(List<SensitivityRow> rows) {
    Map<String, List<SensitivityRow>> blocks = new LinkedHashMap<>();
    for (SensitivityRow row : rows) {
      blocks.computeIfAbsent(row.checkpoint(), key -> new ArrayList<>()).add(row);
    }
    return blocks;
  }

  /** Returns the table as columns of fixed width. */
  public static String text(List<SensitivityRow> rows) {
    StringBuilder text = new StringBuilder();
    byCheckpoint(rows)
        .forEach(
            (checkpoint, block) -> {
              text.append(block.get(0).network()).append(" (").append(checkpoint).append(")\n");
              List<List<String>> cells = cells(block);
              for (List<String> line : cells) {
                for (int i = 0; i < line.size(); i++) {
                  text.append(" ".repeat(width(cells, i) - line.get(i).length()))
                      .append(line.get(i))
                      .append(i < line.size() - 1 ? "   " : "\n");
                }
              }
              text.append(closest(block)).append('\n');
            });
    return text.toString();
  }

  /** Returns a report in Markdown. */
  public static String markdown(List<SensitivityRow> rows) {
    StringBuilder text = new StringBuilder("# Convexity length by convention\n\n");
    text.append(
        """
        L is the mean length ± its standard error over lines, for the loss of the images evaluated; all
        conventions use the same Gaussian draws. Second differences within the noise of the loss count as
        convex in L, and not in L_low. "L of all images" is the range in which the mean L of all
        training images lies, where those evaluated are a part of them. "diff/SE" is the distance of L from
        the papers' value in standard errors of the difference.
        """);
    byCheckpoint(rows)
        .forEach(
            (checkpoint, block) -> {
              text.append("\n## ").append(block.get(0).network()).append("\n\n");
              text.append("`").append(checkpoint).append("`, ");
              text.append(block.get(0).summary().length().count()).append(" lines\n\n");
              List<List<String>> cells = cells(block);
              text.append(markdownLine(cells.get(0)));
              text.append("|").append(" ---: |".repeat(HEADER.size())).append('\n');
              cells.stream().skip(1).forEach(line -> text.append(markdownLine(line)));
              text.append('\n').append(closest(block)).append('\n');
            });
    return text.toString();
  }

  private static String markdownLine(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static List<List<String>> cells(List<SensitivityRow> block) {
    List<List<String>> cells = new ArrayList<>(List.of(HEADER));
    for (SensitivityRow row : block) {
      cells.add(
          List.of(
              row.normalizationDirection(),
              row.batchNorm(),
              Integer.toString(row.points()),
              Integer.toString(row.images()),
              Numbers.withError(row.summary().length()),
              Numbers.withError(row.summary().lengthLow()),
              Numbers.range(row.summary()),
              row.paper() == null ? Numbers.NONE : Numbers.withError(row.paper()),
              Numbers.signed(row.standardErrorsFromPaper(), 1)));
    }
    return cells;
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static String closest(List<SensitivityRow> block) {
    return block.stream()
        .filter(row -> row.paper() != null)
        // Not in standard errors: where all lines have one length, any difference is infinite.
        .min(
            Comparator.comparingDouble(
                row -> Math.abs(row.summary().length().mean() - row.paper().meanLength())))
        .map(
            row ->
                "Closest to the papers' %s: %s, %s, with %s."
                    .formatted(
                        Numbers.withError(row.paper()),
                        row.normalizationDirection(),
                        row.evaluation(),
                        Numbers.withError(row.summary().length())))
        .orElse("The papers print no value for this network.");
  }
}
