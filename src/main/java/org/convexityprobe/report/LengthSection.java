package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.List;

/** A table of convexity lengths on a web page, beside the papers' values where they have some. */
public final class LengthSection {
  private static final List<String> HEADER =
      List.of(
          "network",
          "epoch",
          "L ± SE",
          "95 % interval",
          "L_low ± SE",
          "L of all images",
          "networks",
          "lines");

  private static final List<String> PAPERS = List.of("papers", "difference / SE");

  private LengthSection() {}

  /** Adds the table and how to read it. */
  public static void add(LengthTable table, HtmlPage page) {
    boolean papers = table.cells().stream().anyMatch(cell -> cell.paper() != null);
    List<String> header = new ArrayList<>(HEADER);
    header.addAll(papers ? PAPERS : List.of());
    page.table(header, table.cells().stream().map(cell -> row(cell, papers)).toList());
    page.paragraph(
        "L is the convexity length for the loss of the images evaluated: the mean over random lines"
            + " ± one standard error. With several networks in a row, error and"
            + " interval include the variation between networks and between lines (random effects,"
            + " Student's t). With one network, they are over its lines (bootstrap). Undecided"
            + " second differences count as convex in L, and not in L_low. “L of all images” is the"
            + " range for L of all training images, given where only a part of them was evaluated."
            + (papers
                ? " The last column is L minus the printed value, in standard errors of the"
                    + " difference."
                : ""));
  }

  private static List<String> row(LengthCell cell, boolean papers) {
    List<String> row = new ArrayList<>(row(cell));
    if (papers) {
      row.add(cell.paper() == null ? Numbers.NONE : Numbers.withError(cell.paper().value()));
      row.add(Numbers.minus(Numbers.signed(cell.standardErrorsFromPaper(), 1)));
    }
    return row;
  }

  private static List<String> row(LengthCell cell) {
    NetworkLabel label = cell.label();
    return List.of(
        label.name() == null
            ? "ResNet-"
                + label.depth()
                + ", k = "
                + label.width()
                + (label.skipConnections() ? "" : ", no shortcuts")
            : label.atEpoch(null).words(),
        label.epoch() == null ? Numbers.NONE : Integer.toString(label.epoch()),
        Numbers.withError(cell.length()),
        Numbers.minus(
            "%s to %s"
                .formatted(
                    Numbers.fixed(cell.length().lower(), 3),
                    Numbers.fixed(cell.length().upper(), 3))),
        Numbers.withError(cell.lengthLow()),
        cell.range().map(CellRange::words).orElse(Numbers.NONE),
        Integer.toString(cell.length().groups()),
        Integer.toString(cell.length().count()));
  }
}
