package org.convexityprobe.report;

import java.util.List;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.landscape.LengthSummary;

/**
 * The convexity length of one network under one convention.
 *
 * @param checkpoint the checkpoint's file
 * @param network what it is, in words
 * @param normalizationDirection how directions moved biases, γ and β
 * @param batchNorm the statistics that batch-norm used
 * @param points points of the grid
 * @param images images in the loss
 * @param summary what was measured
 * @param paper what the papers print for the network; null where they print nothing
 */
public record SensitivityRow(
    String checkpoint,
    String network,
    String normalizationDirection,
    String batchNorm,
    int points,
    int images,
    LengthSummary summary,
    PaperValue paper) {
  /** Returns measured − printed in standard errors of the difference; NaN if nothing is printed. */
  double standardErrorsFromPaper() {
    return paper == null
        ? Double.NaN
        : PaperComparison.of(
                paper,
                GroupedMean.of(List.of(summary.length())),
                new PaperComparison.BetweenNetworks(0, 0))
            .inStandardErrors();
  }

  /** Returns what the row differs in beside the direction, such as {@code running, 51 points}. */
  String evaluation() {
    return "%s, %d points, %d images".formatted(batchNorm, points, images);
  }
}
