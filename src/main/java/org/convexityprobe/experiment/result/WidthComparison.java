package org.convexityprobe.experiment.result;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.LengthDifference.Kind;
import org.convexityprobe.report.LengthTable;

/**
 * How the convexity length differs between widths at the same depth and epoch. Networks of two
 * widths have other parameters and so no line in common: the errors of the two means add.
 */
final class WidthComparison {
  private WidthComparison() {}

  /** Compares each width with every wider one. */
  static List<LengthDifference> among(LengthTable table) {
    List<LengthDifference> differences = new ArrayList<>();
    for (LengthCell narrow : table.cells()) {
      for (LengthCell wide : table.cells()) {
        if (narrow.label().width() != null
            && wide.label().width() != null
            && narrow.label().width() < wide.label().width()
            && narrow.label().equals(wide.label().withWidth(narrow.label().width()))) {
          differences.add(
              new LengthDifference(
                  Kind.WIDTHS,
                  narrow.label(),
                  wide.label(),
                  Difference.unpaired(narrow.length(), wide.length()),
                  narrow.networks().size(),
                  wide.networks().size()));
        }
      }
    }
    return differences;
  }
}
