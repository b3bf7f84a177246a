package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.convexityprobe.landscape.Estimate;

/**
 * The arrangement that text, Markdown and LaTeX share: a header, a row for each epoch, and notes on
 * what the numbers leave out.
 */
abstract class PivotTable {
  final String render(LengthTable table) {
    List<String> parts = new ArrayList<>();
    for (LengthTable.Block block : table.blocks()) {
      parts.add(renderBlock(block, header(block), rows(block), notes(block)));
    }
    return String.join("\n", parts);
  }

  /** Returns one block, ending in a line feed. */
  abstract String renderBlock(
      LengthTable.Block block, List<String> header, List<List<String>> rows, List<String> notes);

  private static List<String> header(LengthTable.Block block) {
    List<String> header = new ArrayList<>(List.of("epoch"));
    for (int width : block.widths()) {
      header.add("k = " + width);
      if (block.hasPaperValues()) {
        header.add("papers");
        header.add("diff/SE");
      }
    }
    return header;
  }

  private static List<List<String>> rows(LengthTable.Block block) {
    List<List<String>> rows = new ArrayList<>();
    for (int epoch : block.epochs()) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(epoch)));
      for (int width : block.widths()) {
        Optional<LengthCell> cell = block.cell(epoch, width);
        row.add(cell.map(c -> Numbers.withError(c.summary().length())).orElse(Numbers.NONE));
        if (block.hasPaperValues()) {
          row.add(cell.flatMap(LengthCell::paper).map(Numbers::withError).orElse(Numbers.NONE));
          row.add(
              Numbers.signed(cell.map(LengthCell::standardErrorsFromPaper).orElse(Double.NaN), 1));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> notes(LengthTable.Block block) {
    List<String> notes = new ArrayList<>();
    for (LengthCell cell : block.cells()) {
      if (cell.summary().undecided() > 0) {
        notes.add(undecided(cell));
      }
    }
    boolean errorless =
        block.cells().stream()
            .flatMap(cell -> cell.paper().stream())
            .anyMatch(value -> !value.hasStandardError());
    if (errorless) {
      notes.add("a printed value without an error is compared by the measurement's error alone");
    }
    return notes;
  }

  private static String undecided(LengthCell cell) {
    Estimate ofImages = cell.summary().lengthOfSamples();
    return String.format(
        Locale.ROOT,
        "epoch %d, k = %d: %d of %d second differences undecided; at least %s without them%s",
        cell.label().epoch(),
        cell.label().width(),
        cell.summary().undecided(),
        cell.summary().points(),
        Numbers.withError(cell.summary().lengthLow()),
        ofImages == null
            ? ""
            : "; %s for these images alone".formatted(Numbers.withError(ofImages)));
  }
}
