package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.factorization.PlantedResults.Entry;
import org.convexityprobe.nmf.Exponent;
import org.convexityprobe.nmf.PlantedStudy;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.convexityprobe.report.Figure;

/** Writes what was drawn of planted models. */
final class PlantedFiles {
  private static final List<String> HEADER =
      List.of(
          "law",
          "rho",
          "n",
          "rank",
          "observed_fraction",
          "draws",
          "planted_convex",
          "planted_lower",
          "planted_upper",
          "planted_alpha",
          "random_convex",
          "random_lower",
          "random_upper",
          "random_alpha",
          "planted_star_convex");

  private PlantedFiles() {}

  static void write(
      PlantedConfig config,
      PlantedResults results,
      List<PlantedStudy.Pair> pairs,
      ResultFiles files)
      throws IOException {
    List<Entry> entries = results.entries();
    files.csv("probability.csv", HEADER, entries.stream().map(PlantedFiles::row).toList());
    files.csv(
        "facts.csv",
        List.of("fact", "unit", "stated", "correct", "measured", "lower", "upper"),
        results.facts().stream().map(PlantedFiles::row).toList());
    files.csv(
        "exponents.csv",
        List.of("quantity", "bound", "stated", "measured", "lower", "upper"),
        results.exponents().stream().map(PlantedFiles::row).toList());
    files.figure(
        "probability",
        CurvePlot.of(
            "Probability that a line is convex",
            List.of(
                panel(
                    "towards the planted point", config, entries, e -> e.result().towardsPlanted()),
                panel("between random points", config, entries, e -> e.result().betweenRandom())),
            "Planted model, m = n, %d draws each; faint: exact 95 %% intervals."
                .formatted(config.draws())));
    files.figure("figure1", figure1(pairs));
    files.json(results);
  }

  /** Returns the facts in words. */
  static List<String> notes(PlantedResults results) {
    return Stream.concat(
            results.facts().stream().map(PlantedFiles::note),
            results.exponents().stream().map(PlantedFiles::note))
        .toList();
  }

  private static String note(Exponent exponent) {
    return String.format(
        Locale.ROOT,
        "%s: exponent at %s %.3f by the papers, measured %.3f [%.3f, %s]%s",
        exponent.quantity(),
        exponent.atLeast() ? "least" : "most",
        exponent.bound(),
        exponent.measured(),
        exponent.lower(),
        Double.isInfinite(exponent.upper())
            ? "∞"
            : String.format(Locale.ROOT, "%.3f", exponent.upper()),
        exponent.holds() ? "" : " (erratum)");
  }

  private static List<Object> row(Exponent exponent) {
    return List.of(
        exponent.quantity(),
        exponent.atLeast() ? "at least" : "at most",
        exponent.bound(),
        exponent.measured(),
        exponent.lower(),
        exponent.upper());
  }

  private static String note(PlantedStudy.Fact fact) {
    return String.format(
        Locale.ROOT,
        "fact %s: stated %.4g, measured %.4g [%.4g, %.4g] %s%s",
        fact.fact(),
        fact.stated(),
        fact.measured().mean(),
        fact.measured().lower(),
        fact.measured().upper(),
        fact.unit(),
        fact.stated() == fact.correct() ? "" : " (erratum: " + fact.correct() + ")");
  }

  private static List<Object> row(PlantedStudy.Fact fact) {
    return List.of(
        fact.fact(),
        fact.unit(),
        fact.stated(),
        fact.correct(),
        fact.measured().mean(),
        fact.measured().lower(),
        fact.measured().upper());
  }

  private static List<Object> row(Entry entry) {
    PlantedStudy.Lines planted = entry.result().towardsPlanted();
    PlantedStudy.Lines random = entry.result().betweenRandom();
    return List.of(
        entry.law(),
        entry.ratio(),
        entry.n(),
        entry.rank(),
        entry.observedFraction(),
        planted.convex().trials(),
        planted.convex().value(),
        planted.convex().lower(),
        planted.convex().upper(),
        planted.alpha().mean(),
        random.convex().value(),
        random.convex().lower(),
        random.convex().upper(),
        random.alpha().mean(),
        planted.starConvex().value());
  }

  private static Panel panel(
      String title,
      PlantedConfig config,
      List<Entry> entries,
      Function<Entry, PlantedStudy.Lines> lines) {
    List<Curve> curves = new ArrayList<>();
    for (String law : config.laws()) {
      for (double fraction : config.observedFractions()) {
        List<Entry> some =
            entries.stream()
                .filter(e -> e.law().equals(law) && e.observedFraction() == fraction)
                .toList();
        List<Proportion> convex = some.stream().map(e -> lines.apply(e).convex()).toList();
        curves.add(
            Curves.ofShares(
                TheoremExponents.label(law, fraction),
                some.stream().map(e -> (double) e.n()).toList(),
                convex));
      }
    }
    return new Panel(title, "n", "P(α ≥ 0)", true, curves);
  }

  /** Fig. 1: a line that is not convex, lines to a planted point, lines between random points. */
  private static Figure figure1(List<PlantedStudy.Pair> pairs) {
    // u: 1 → 0 and v: 0 → 1 with X = 0, the papers' example of an instance that is not star-convex.
    Quartic example = new Quartic(0, 0, 0.5, -1, 0.5);
    List<Curve> planted = pairs.stream().map(pair -> Curves.of("", pair.towardsPlanted())).toList();
    List<Curve> random = pairs.stream().map(pair -> Curves.of("", pair.betweenRandom())).toList();
    return CurvePlot.of(
        "Planted model, 100 × 100, rank 10",
        List.of(
            new Panel("a: 1 × 1, not convex", "λ", "loss", false, List.of(Curves.of("", example))),
            new Panel("b: to the planted point", "λ", "loss", false, planted),
            new Panel("c: between random points", "λ", "loss", false, random)),
        "a: the line from (u, v) = (1, 0) to (0, 1) with X = 0. b, c: half-normal entries.");
  }
}
