package org.convexityprobe.report;

import java.util.Optional;
import org.convexityprobe.landscape.LengthSummary;

/**
 * One cell of a table of convexity lengths.
 *
 * @param label which network, and when
 * @param summary what was measured
 * @param paper what the papers print for it
 */
public record LengthCell(NetworkLabel label, LengthSummary summary, Optional<PaperValue> paper) {
  /**
   * Returns measured − printed in standard errors of the difference; of the measurement alone where
   * the paper prints no error. NaN if nothing is printed, or nothing is known of the error.
   */
  public double standardErrorsFromPaper() {
    return paper
        .map(
            value ->
                summary
                    .length()
                    .standardErrorsFrom(
                        value.meanLength(), value.hasStandardError() ? value.standardError() : 0))
        .orElse(Double.NaN);
  }
}
