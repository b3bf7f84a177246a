package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.convexityprobe.data.Json;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.report.LengthDifference.Kind;

/** Differences between convexity lengths: of widths, and of epochs. */
public final class DifferenceTable {
  private static final List<String> COLUMNS =
      List.of(
          "kind",
          "skip_connections",
          "depth",
          "from_width",
          "to_width",
          "from_epoch",
          "to_epoch",
          "from_networks",
          "to_networks",
          "difference",
          "standard_error",
          "degrees_of_freedom",
          "interval_lower",
          "interval_upper",
          "in_standard_errors",
          "probability");

  private final List<LengthDifference> differences;

  /** Makes a table; it may be empty. */
  public DifferenceTable(List<LengthDifference> differences) {
    this.differences = List.copyOf(differences);
  }

  /** Returns the table in a format, ending in a line feed; empty text if there is nothing. */
  public String render(TableFormat format) {
    return switch (format) {
      case TEXT, MARKDOWN, LATEX ->
          grids().stream().map(grid -> grid.render(format)).collect(Collectors.joining("\n"));
      case CSV -> csv();
      case JSON -> Json.write(differences);
    };
  }

  /** Adds the table to a web page. */
  public void addTo(HtmlPage page) {
    for (Grid grid : grids()) {
      page.subsection(grid.title());
      page.table(grid.header(), grid.rows());
      grid.notes().forEach(page::paragraph);
    }
  }

  private List<Grid> grids() {
    Map<Kind, List<LengthDifference>> kinds = new EnumMap<>(Kind.class);
    differences.forEach(d -> kinds.computeIfAbsent(d.kind(), k -> new ArrayList<>()).add(d));
    return kinds.entrySet().stream().map(e -> grid(e.getKey(), e.getValue())).toList();
  }

  private static Grid grid(Kind kind, List<LengthDifference> differences) {
    List<String> header =
        List.of(
            differences.stream().anyMatch(each -> each.from().name() != null) ? "network" : "depth",
            kind == Kind.WIDTHS ? "epoch" : "k",
            kind == Kind.WIDTHS ? "widths" : "epochs",
            "networks",
            "difference ± SE",
            "95 % interval",
            "diff/SE",
            "p");
    return new Grid(
        kind == Kind.WIDTHS
            ? "Wider minus narrower networks"
            : "Later minus first epoch, the same networks and lines",
        header,
        differences.stream().map(DifferenceTable::row).toList(),
        List.of(
            (kind == Kind.WIDTHS
                    ? "networks of two widths share no lines; the squares of their errors add"
                        + " (Welch)"
                    : "lines of one network at two epochs use the same random draws and are paired")
                + "; p: probability of a difference as large as this if there is none"));
  }

  private static List<String> row(LengthDifference each) {
    boolean widths = each.kind() == Kind.WIDTHS;
    Difference difference = each.difference();
    return List.of(
        each.from().name() == null
            ? each.from().depth() + (each.from().skipConnections() ? "" : ", no skips")
            : each.from().family(),
        Objects.toString(widths ? each.from().epoch() : each.from().width(), Numbers.NONE),
        widths
            ? "k = " + each.to().width() + " minus k = " + each.from().width()
            : each.to().epoch() + " minus " + each.from().epoch(),
        widths
            ? each.networksTo() + " and " + each.networksFrom()
            : Integer.toString(each.networksTo()),
        Numbers.withError(difference),
        Numbers.interval(difference.lower(), difference.upper()),
        Numbers.signed(difference.inStandardErrors(), 1),
        Numbers.probability(difference.probability()));
  }

  private String csv() {
    if (differences.stream().allMatch(each -> each.from().name() == null)) {
      return CsvText.of(COLUMNS, differences.stream().map(DifferenceTable::csvRow).toList());
    }
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.add(0, "network");
    List<List<Object>> rows = new ArrayList<>();
    for (LengthDifference each : differences) {
      List<Object> row = new ArrayList<>(csvRow(each));
      row.add(0, each.from().name());
      rows.add(row);
    }
    return CsvText.of(columns, rows);
  }

  private static List<Object> csvRow(LengthDifference each) {
    Difference difference = each.difference();
    // Arrays.asList, since values that are not known are null.
    return Arrays.asList(
        each.kind().name().toLowerCase(Locale.ROOT),
        CsvTable.yesOrNo(each.from().skipConnections()),
        each.from().depth(),
        each.from().width(),
        each.to().width(),
        each.from().epoch(),
        each.to().epoch(),
        each.networksFrom(),
        each.networksTo(),
        difference.mean(),
        difference.standardError(),
        difference.degreesOfFreedom(),
        difference.lower(),
        difference.upper(),
        difference.inStandardErrors(),
        difference.probability());
  }
}
