package org.convexityprobe.report;

import org.convexityprobe.landscape.Difference;

/**
 * The difference of the convexity lengths of two cells of a table.
 *
 * @param kind how they are related
 * @param from the cell that is subtracted
 * @param to the cell that it is subtracted from
 * @param difference L(to) − L(from)
 * @param networksFrom number of networks in {@code from}
 * @param networksTo number of networks in {@code to}
 */
public record LengthDifference(
    Kind kind,
    NetworkLabel from,
    NetworkLabel to,
    Difference difference,
    int networksFrom,
    int networksTo) {
  /** How two cells are related. */
  public enum Kind {
    /** Networks of two widths at one epoch; they have nothing in common. */
    WIDTHS,
    /** The same networks at two epochs, line by line. */
    EPOCHS
  }
}
