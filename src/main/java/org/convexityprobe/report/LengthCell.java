package org.convexityprobe.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.landscape.LengthSummary;

/**
 * One cell of a table of convexity lengths: one network, or several that differ in their training
 * seed alone.
 *
 * @param label which networks, and when
 * @param networks what was measured on each
 * @param length the mean length L over networks and lines
 * @param lengthLow the same of L_low
 * @param paper the comparison with what the papers print for it; null where they print nothing
 */
public record LengthCell(
    NetworkLabel label,
    List<LengthSummary> networks,
    GroupedMean length,
    GroupedMean lengthLow,
    @JsonInclude(JsonInclude.Include.ALWAYS) PaperComparison paper) {
  /** Copies the list. */
  public LengthCell {
    networks = List.copyOf(networks);
  }

  /** Puts networks together that are compared with nothing. */
  static LengthCell of(NetworkLabel label, List<LengthSummary> networks) {
    return new LengthCell(
        label,
        networks,
        mean(networks, LengthSummary::length),
        mean(networks, LengthSummary::lengthLow),
        null);
  }

  LengthCell besides(PaperComparison comparison) {
    return new LengthCell(label, networks, length, lengthLow, comparison);
  }

  private static GroupedMean mean(
      List<LengthSummary> networks, Function<LengthSummary, Estimate> part) {
    return GroupedMean.of(networks.stream().map(part).toList());
  }

  /** Returns the mean range of L for all images; nothing where those evaluated are all. */
  Optional<CellRange> range() {
    return CellRange.of(networks.stream().map(LengthSummary::range).toList());
  }

  /** Returns the number of undecided points on all lines. */
  public int undecided() {
    return networks.stream().mapToInt(LengthSummary::undecided).sum();
  }

  /** Returns the number of judged points on all lines. */
  public int points() {
    return networks.stream().mapToInt(LengthSummary::points).sum();
  }

  /** Returns measured − printed in standard errors; NaN where nothing is printed or known. */
  public double standardErrorsFromPaper() {
    return paper == null ? Double.NaN : paper.inStandardErrors();
  }

  /** Returns how many networks and lines there are, such as {@code 2 networks of 25 lines}. */
  String size() {
    int most = networks.stream().mapToInt(network -> network.length().count()).max().orElse(0);
    String lines =
        most * networks.size() == length.count()
            ? (networks.size() == 1 ? "" : "of ") + most
            : "with " + length.count();
    return networks.size()
        + (networks.size() == 1 ? " network, " : " networks ")
        + lines
        + (length.count() == 1 ? " line" : " lines");
  }
}
