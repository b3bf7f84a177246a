package org.convexityprobe.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.landscape.LengthSummary.MeanRange;

/**
 * The range in which the mean L for all training images lies, as far as those evaluated can say.
 *
 * @param low the mean of the lines' lower ends, over networks and lines
 * @param high the mean of their upper ends
 * @param population number of training images; the largest where networks have different ones
 * @param confidence with which the range of each line holds
 */
record CellRange(GroupedMean low, GroupedMean high, long population, double confidence) {
  /** Puts the ranges of networks together; nothing if one has none. */
  static Optional<CellRange> of(List<MeanRange> networks) {
    if (networks.stream().anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    return Optional.of(
        new CellRange(
            GroupedMean.of(networks.stream().map(MeanRange::low).toList()),
            GroupedMean.of(networks.stream().map(MeanRange::high).toList()),
            networks.stream().mapToLong(MeanRange::population).max().orElseThrow(),
            networks.stream().mapToDouble(MeanRange::confidence).min().orElseThrow()));
  }

  /** Returns whose L it is, such as {@code L of all 50,000 training images}. */
  String name() {
    return String.format(Locale.ROOT, "L of all %,d training images", population);
  }

  /** Returns the two ends, such as {@code 0.620 to 0.910}. */
  String words() {
    return Numbers.range(low.mean(), high.mean());
  }
}
