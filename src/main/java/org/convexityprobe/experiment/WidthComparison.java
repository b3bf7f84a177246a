package org.convexityprobe.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.resnet.ResNetArchitecture;

/**
 * How the convexity length differs between two widths of a network at the same epoch, line by line.
 * Lines of the same index have the same seed, but networks of different widths have different
 * parameters, so pairing only removes what the lines have in common.
 *
 * @param narrow the narrower network's checkpoint
 * @param wide the wider network's checkpoint
 * @param difference L(wide) − L(narrow) over lines paired by their index
 */
public record WidthComparison(CheckpointResult narrow, CheckpointResult wide, Estimate difference) {
  /** Compares each width with every wider one, where depth, shortcut and epoch agree. */
  public static List<WidthComparison> among(List<CheckpointResult> results) {
    List<CheckpointResult> sorted =
        results.stream()
            .sorted(
                Comparator.<CheckpointResult>comparingInt(r -> network(r).depth())
                    .thenComparing(r -> r.description().epoch())
                    .thenComparing(r -> network(r).width()))
            .toList();
    List<WidthComparison> comparisons = new ArrayList<>();
    for (CheckpointResult narrow : sorted) {
      for (CheckpointResult wide : sorted) {
        if (comparable(narrow, wide)) {
          comparisons.add(
              new WidthComparison(
                  narrow,
                  wide,
                  LengthSummary.pairedDifference(narrow.lines(), wide.lines(), Bootstrap.DEFAULT)));
        }
      }
    }
    return comparisons;
  }

  private static boolean comparable(CheckpointResult narrow, CheckpointResult wide) {
    return network(narrow).width() < network(wide).width()
        && network(narrow).withWidth(1).equals(network(wide).withWidth(1))
        && narrow.description().epoch() == wide.description().epoch();
  }

  private static ResNetArchitecture network(CheckpointResult result) {
    return result.description().architecture();
  }
}
