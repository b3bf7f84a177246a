package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.landscape.GroupedMean;

/** The long form: one row a cell, every number in full. */
final class CsvTable {
  private static final List<String> HEADER =
      List.of(
          "skip_connections",
          "depth",
          "width",
          "epoch",
          "networks",
          "lines",
          "mean_length",
          "standard_error",
          "interval_lower",
          "interval_upper",
          "deviation_between_networks",
          "deviation_between_lines",
          "mean_length_low",
          "standard_error_low",
          "mean_range_low",
          "standard_error_range_low",
          "mean_range_high",
          "standard_error_range_high",
          "undecided",
          "points",
          "paper_source",
          "paper_mean_length",
          "paper_standard_error",
          "difference_in_standard_errors");

  private CsvTable() {}

  /** Returns the word for whether there are skip connections; null where that is unknown. */
  static String yesOrNo(Boolean skipConnections) {
    return skipConnections == null ? null : skipConnections ? "yes" : "no";
  }

  static String render(LengthTable table) {
    if (!table.named()) {
      return CsvText.of(HEADER, table.cells().stream().map(CsvTable::row).toList());
    }
    List<String> header = new ArrayList<>(HEADER);
    header.add(0, "network");
    return CsvText.of(header, table.cells().stream().map(CsvTable::namedRow).toList());
  }

  private static List<Object> namedRow(LengthCell cell) {
    List<Object> row = new ArrayList<>(row(cell));
    row.add(0, cell.label().name());
    return row;
  }

  private static List<Object> row(LengthCell cell) {
    NetworkLabel label = cell.label();
    GroupedMean length = cell.length();
    CellRange range = cell.range().orElse(null);
    PaperComparison paper = cell.paper();
    // Arrays.asList, since values that are not there are null.
    return Arrays.asList(
        yesOrNo(label.skipConnections()),
        label.depth(),
        label.width(),
        label.epoch(),
        length.groups(),
        length.count(),
        length.mean(),
        length.standardError(),
        length.lower(),
        length.upper(),
        length.deviationBetween(),
        length.deviationWithin(),
        cell.lengthLow().mean(),
        cell.lengthLow().standardError(),
        range == null ? null : range.low().mean(),
        range == null ? null : range.low().standardError(),
        range == null ? null : range.high().mean(),
        range == null ? null : range.high().standardError(),
        cell.undecided(),
        cell.points(),
        paper == null ? null : paper.value().source(),
        paper == null ? null : paper.value().meanLength(),
        paper != null && paper.value().printsError() ? paper.value().standardError() : null,
        paper == null ? null : paper.inStandardErrors());
  }
}
