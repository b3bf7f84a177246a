package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.landscape.GroupedMean;

/**
 * Lengths as the papers arrange them: one grid a depth, with a row for each epoch, columns for each
 * width, and notes on what the numbers leave out.
 */
final class LengthGrids {
  private static final String MISSING = " *";

  /** So many cells have notes of their own. */
  private static final int MOST_NOTES = 2;

  private LengthGrids() {}

  /** Returns the lengths of the images evaluated alone. */
  static List<Grid> lengths(LengthTable table) {
    boolean several = several(table.cells());
    return table.blocks().stream().map(block -> lengths(block, several)).toList();
  }

  private static Grid lengths(LengthTable.Block block, boolean several) {
    return new Grid(block.title(), header(block), rows(block), notes(block, several));
  }

  static List<Grid> of(LengthTable table) {
    boolean several = several(table.cells());
    List<Grid> grids = new ArrayList<>();
    for (LengthTable.Block block : table.blocks()) {
      grids.add(lengths(block, several));
      ranges(block).ifPresent(grids::add);
    }
    return grids;
  }

  /** Returns what the images evaluated say about all of them, if they are a part of them. */
  private static Optional<Grid> ranges(LengthTable.Block block) {
    List<CellRange> all = block.cells().stream().flatMap(cell -> cell.range().stream()).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    CellRange largest = Collections.max(all, Comparator.comparingLong(CellRange::population));
    List<String> header = new ArrayList<>(List.of(block.corner()));
    header.addAll(block.columns());
    List<List<String>> rows = new ArrayList<>();
    for (String name : block.rows()) {
      List<String> row = new ArrayList<>(List.of(name));
      for (String column : block.columns()) {
        row.add(
            block
                .cell(name, column)
                .flatMap(LengthCell::range)
                .map(CellRange::words)
                .orElse(Numbers.NONE));
      }
      rows.add(row);
    }
    String note =
        "L of all training images: on each line it lies in the line's range with probability "
            + Numbers.plain(largest.confidence());
    return Optional.of(
        new Grid(block.title() + ": " + largest.name(), header, rows, List.of(note)));
  }

  private static List<String> header(LengthTable.Block block) {
    List<String> header = new ArrayList<>(List.of(block.corner()));
    for (String column : block.columns()) {
      header.add(column);
      if (block.hasPaperValues()) {
        header.add("papers");
        header.add("diff/SE");
      }
    }
    return header;
  }

  private static List<List<String>> rows(LengthTable.Block block) {
    List<List<String>> rows = new ArrayList<>();
    for (String name : block.rows()) {
      List<String> row = new ArrayList<>(List.of(name));
      for (String column : block.columns()) {
        Optional<LengthCell> cell = block.cell(name, column);
        row.add(length(block, name, column));
        if (block.hasPaperValues()) {
          row.add(
              cell.map(LengthCell::paper)
                  .map(paper -> Numbers.withError(paper.value()))
                  .orElse(Numbers.NONE));
          row.add(
              Numbers.signed(cell.map(LengthCell::standardErrorsFromPaper).orElse(Double.NaN), 1));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  /** Returns a cell's length; a star where a network is missing from it. */
  private static String length(LengthTable.Block block, String name, String column) {
    Optional<String> length =
        block.cell(name, column).map(cell -> Numbers.withError(cell.length()));
    return block.lacks(name, column)
        ? length.map(text -> text + MISSING).orElse("failed" + MISSING)
        : length.orElse(Numbers.NONE);
  }

  private static List<String> notes(LengthTable.Block block, boolean severalNetworks) {
    List<String> notes = new ArrayList<>(sizes(block.cells()));
    notes.addAll(missing(block));
    notes.addAll(low(block.cells()));
    if (block.hasPaperValues() && severalNetworks) {
      notes.add(
          "each value of the papers is from one network; diff/SE includes the variation between"
              + " networks");
    }
    boolean errorless =
        block.cells().stream()
            .anyMatch(cell -> cell.paper() != null && !cell.paper().value().printsError());
    if (errorless) {
      notes.add(
          "where the papers print no error, the error that they print for other values of similar"
              + " length is used");
    }
    return notes;
  }

  /** Says which networks the cells with a star lack, and why. */
  private static List<String> missing(LengthTable.Block block) {
    Map<String, List<String>> epochs = new LinkedHashMap<>();
    for (MissingNetwork each : block.missing()) {
      epochs
          .computeIfAbsent(
              each.network() + ": " + each.reason() + "; missing at epoch ",
              key -> new ArrayList<>())
          .add(Integer.toString(each.label().epoch()));
    }
    List<String> notes = new ArrayList<>();
    epochs.forEach((network, where) -> notes.add("* " + network + String.join(", ", where)));
    return notes;
  }

  private static boolean several(List<LengthCell> cells) {
    return cells.stream().anyMatch(cell -> cell.networks().size() > 1);
  }

  /** Says how many networks and lines are behind the cells, and what the errors are of. */
  private static List<String> sizes(List<LengthCell> cells) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (LengthCell cell : cells) {
      places.computeIfAbsent(cell.size(), size -> new ArrayList<>()).add(cell.label().place());
    }
    List<String> notes = new ArrayList<>();
    places.forEach(
        (size, where) ->
            notes.add(
                "%s: %s"
                    .formatted(places.size() == 1 ? "each cell" : String.join("; ", where), size)));
    if (several(cells)) {
      boolean all = cells.stream().allMatch(cell -> cell.networks().size() > 1);
      notes.add(
          "%s± includes the variation between networks (standard deviation %s) and between lines (%s)%s"
              .formatted(
                  all ? "" : "in cells of several networks, ",
                  Numbers.fixed(pooled(cells, true), 3),
                  Numbers.fixed(pooled(cells, false), 3),
                  all ? "" : "; in cells of one network, it is over lines alone"));
    } else if (cells.stream().anyMatch(cell -> cell.length().count() > 1)) {
      notes.add("± is over lines; it does not include the variation between training seeds");
    }
    return notes;
  }

  private static double pooled(List<LengthCell> cells, boolean between) {
    double squares = 0;
    int degrees = 0;
    for (LengthCell cell : cells) {
      GroupedMean mean = cell.length();
      double deviation = between ? mean.deviationBetween() : mean.deviationWithin();
      int own = between ? mean.groups() - 1 : mean.count() - mean.groups();
      if (own > 0) {
        squares += own * deviation * deviation;
        degrees += own;
      }
    }
    return Math.sqrt(squares / degrees);
  }

  /** Says where noise matters: cell by cell where these are few, else in one line. */
  private static List<String> low(List<LengthCell> cells) {
    List<LengthCell> undecided =
        cells.stream()
            .filter(cell -> cell.lengthLow().mean() < cell.length().mean())
            .sorted(Comparator.comparingDouble(LengthGrids::share).reversed())
            .toList();
    if (undecided.size() <= MOST_NOTES) {
      return cells.stream().filter(undecided::contains).map(LengthGrids::low).toList();
    }
    return List.of(
        "L_low is below L in %d of %d cells; the largest share of undecided second differences is at %s; every L_low is in the CSV and JSON files"
            .formatted(undecided.size(), cells.size(), low(undecided.get(0))));
  }

  private static double share(LengthCell cell) {
    return (double) cell.undecided() / cell.points();
  }

  private static String low(LengthCell cell) {
    return String.format(
        Locale.ROOT,
        "%s: L_low is %s, since %d of %d second differences are neither convex nor concave beyond the noise",
        cell.label().place(),
        Numbers.withError(cell.lengthLow()),
        cell.undecided(),
        cell.points());
  }
}
