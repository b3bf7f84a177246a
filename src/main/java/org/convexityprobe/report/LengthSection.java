package org.convexityprobe.report;

import java.util.List;
import java.util.Optional;

/** A table of convexity lengths on a web page, beside the papers' values where they have some. */
public final class LengthSection {
  private static final List<String> HEADER =
      List.of(
          "network",
          "epoch",
          "convexity length ± SE",
          "95 % interval",
          "at least",
          "for these images",
          "lines",
          "papers",
          "difference / SE");

  private LengthSection() {}

  /** Adds the table and how to read it. */
  public static void add(LengthTable table, HtmlPage page) {
    page.table(HEADER, table.cells().stream().map(LengthSection::row).toList());
    page.paragraph(
        "Mean over random lines of length 1 ± one standard error, with a bootstrap interval over"
            + " lines. “At least” counts undecided points as violations. “For these images” takes the"
            + " images in the loss for the whole instead of a sample of the training images. The last"
            + " column is measured less printed in standard errors of the difference.");
  }

  private static List<String> row(LengthCell cell) {
    NetworkLabel label = cell.label();
    return List.of(
        "ResNet-%d, k = %d%s"
            .formatted(
                label.depth(), label.width(), label.skipConnections() ? "" : ", no shortcuts"),
        Integer.toString(label.epoch()),
        Numbers.withError(cell.summary().length()),
        "%s to %s"
            .formatted(
                Numbers.fixed(cell.summary().length().lower(), 3),
                Numbers.fixed(cell.summary().length().upper(), 3)),
        Numbers.withError(cell.summary().lengthLow()),
        Optional.ofNullable(cell.summary().lengthOfSamples())
            .map(Numbers::withError)
            .orElse(Numbers.NONE),
        Integer.toString(cell.summary().length().count()),
        cell.paper().map(Numbers::withError).orElse(Numbers.NONE),
        Numbers.signed(cell.standardErrorsFromPaper(), 1));
  }
}
