package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.CurvatureSummary;
import org.convexityprobe.landscape.Share;

/** What exact second derivatives say about verdicts on second differences, one row a network. */
public final class CurvatureTable {
  private static final List<String> HEADER =
      List.of(
          "network",
          "triples",
          "same sign, %",
          "opposite, %",
          "undecided, %",
          "Gauss–Newton, %",
          "kinks, %");

  private final Map<String, CurvatureSummary> networks;

  /**
   * Makes a table.
   *
   * @param networks summaries by the name of the network, at least one
   */
  public CurvatureTable(Map<String, CurvatureSummary> networks) {
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("no networks; expected at least one");
    }
    this.networks = new LinkedHashMap<>(networks);
  }

  /** Returns the table for a terminal, ending in a line feed. */
  public String render() {
    return grid().render(TableFormat.TEXT);
  }

  /** Adds the table to a web page, after a sentence that says what was found. */
  public void addTo(HtmlPage page) {
    Grid grid = grid();
    page.paragraph(finding());
    page.table(grid.header(), grid.rows());
    grid.notes().forEach(page::paragraph);
  }

  /** Returns how often signs and verdicts agree, in a sentence. */
  String finding() {
    return "The sign of the exact second derivative is the verdict at %s of the triples of neighbouring points%s, and the opposite at %s."
        .formatted(
            range(CurvatureSummary::agree),
            networks.size() > 1 ? " of each network" : "",
            range(CurvatureSummary::disagree));
  }

  private String range(Function<CurvatureSummary, Share> share) {
    if (networks.size() == 1) {
      return percent(share.apply(networks.values().iterator().next())) + " %";
    }
    DoubleSummaryStatistics shares =
        networks.values().stream()
            .mapToDouble(each -> share.apply(each).value())
            .summaryStatistics();
    String least = percent(shares.getMin());
    String most = percent(shares.getMax());
    return least.equals(most) ? least + " %" : least + " to " + most + " %";
  }

  private Grid grid() {
    List<String> notes =
        new ArrayList<>(
            List.of(
                "same sign, opposite, undecided: the sign of the exact second derivative φ''"
                    + " against the verdict on the second difference, in percent of the triples",
                "Gauss–Newton: that part in percent of Gauss–Newton part + |rest|; kinks of ReLU:"
                    + " in percent of |kinks| + |φ''|",
                "± one standard error, from the variation between lines"));
    networks.forEach((name, summary) -> notes.addAll(notes(name, summary.agreement())));
    return new Grid(
        "Exact second derivatives and verdicts",
        HEADER,
        networks.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).toList(),
        notes);
  }

  private List<String> notes(String name, CurvatureCheck.Agreement triples) {
    List<String> notes = new ArrayList<>();
    String where = networks.size() > 1 ? name + ": " : "";
    if (triples.undecided() > 0) {
      notes.add(
          "%sφ'' is positive at %d of %d undecided triples"
              .formatted(where, triples.undecidedPositive(), triples.undecided()));
    }
    if (triples.notFinite() > 0) {
      notes.add(
          "%sφ'' or the loss is not finite at %d of %d triples"
              .formatted(where, triples.notFinite(), triples.triples()));
    }
    return notes;
  }

  private static List<String> row(String name, CurvatureSummary summary) {
    return List.of(
        name,
        Integer.toString(summary.agreement().triples()),
        percent(summary.agree()),
        percent(summary.disagree()),
        percent(summary.undecided()),
        percent(summary.gaussNewton()),
        percent(summary.kinks()));
  }

  private static String percent(Share share) {
    String value = percent(share.value());
    return Double.isNaN(share.standardError())
        ? value
        : value + " ± " + percent(share.standardError());
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 1);
  }
}
