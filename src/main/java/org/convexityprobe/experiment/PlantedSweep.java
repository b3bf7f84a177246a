package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.convexityprobe.nmf.EntryLaw;
import org.convexityprobe.nmf.PlantedModel;
import org.convexityprobe.nmf.PlantedStudy;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * The planted model: Fig. 1, the probability of Theorem 1 against n, and the facts of its proof.
 *
 * @param sizes n; m = n
 * @param rankFactor c of the rank r = max(1, round(c · n^rankExponent))
 * @param rankExponent γ of Assumption 1, from ½ to 1
 * @param laws of the factors' entries, see {@link #law}
 * @param observedFractions p
 * @param draws Monte Carlo draws for each model
 * @param factDraws draws for the facts, at n = 100, r = 10
 * @param seed of the draws
 */
public record PlantedSweep(
    List<Integer> sizes,
    double rankFactor,
    double rankExponent,
    List<String> laws,
    List<Double> observedFractions,
    int draws,
    int factDraws,
    long seed)
    implements FactorizationRun.Study {
  /** r = √n, three laws, fully and partly observed. */
  public static final PlantedSweep DEFAULT =
      new PlantedSweep(
          List.of(4, 8, 16, 32, 64, 100, 200),
          1,
          0.5,
          List.of("half-normal", "uniform", "uniform*0.1"),
          List.of(1.0, 0.3),
          1000,
          2000,
          1);

  private static final int DRAWN = 101;

  /** Checks every number. */
  public PlantedSweep {
    sizes = List.copyOf(sizes);
    laws = List.copyOf(laws);
    observedFractions = List.copyOf(observedFractions);
    laws.forEach(PlantedSweep::law);
    if (sizes.isEmpty() || laws.isEmpty() || observedFractions.isEmpty()) {
      throw new IllegalArgumentException("sizes, laws and observedFractions must not be empty");
    }
    if (draws < 1 || factDraws < 2) {
      throw new IllegalArgumentException(
          "%d draws and %d for the facts; expected at least 1 and 2".formatted(draws, factDraws));
    }
    if (!(rankFactor > 0) || !(rankExponent >= 0 && rankExponent <= 1)) {
      throw new IllegalArgumentException(
          "rank %s · n^%s; expected a positive factor and an exponent from 0 to 1"
              .formatted(rankFactor, rankExponent));
    }
  }

  /**
   * Returns a law by name: {@code half-normal}, {@code uniform} or {@code exponential}, and {@code
   * law*p} for entries that are zero with probability 1 − p.
   */
  static EntryLaw law(String name) {
    int star = name.indexOf('*');
    String base = star < 0 ? name : name.substring(0, star);
    EntryLaw law =
        switch (base.toLowerCase(Locale.ROOT)) {
          case "half-normal" -> EntryLaw.halfNormal();
          case "uniform" -> EntryLaw.uniform();
          case "exponential" -> EntryLaw.exponential();
          default ->
              throw new IllegalArgumentException(
                  "law '%s'; expected half-normal, uniform or exponential, or law*p for thinned ones"
                      .formatted(name));
        };
    if (star < 0) {
      return law;
    }
    try {
      return law.thinned(Double.parseDouble(name.substring(star + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "law '%s'; expected a probability after '*'".formatted(name), e);
    }
  }

  /**
   * One model.
   *
   * @param law of the entries
   * @param ratio ρ = μ²/σ² of the law
   * @param n rows and columns
   * @param rank r
   * @param observedFraction p
   * @param result over all draws
   */
  public record Entry(
      String law,
      double ratio,
      int n,
      int rank,
      double observedFraction,
      PlantedStudy.Result result) {}

  /**
   * Everything.
   *
   * @param manifest what made it
   * @param entries by law, observed fraction and size
   * @param facts measured expectations of the proof
   */
  public record Results(Manifest manifest, List<Entry> entries, List<PlantedStudy.Fact> facts) {}

  @Override
  public String kind() {
    return "nmf-planted";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Journal<Entry> journal = context.run().journal(Entry.class);
    entries.addAll(journal.entries());
    int total = laws.size() * observedFractions.size() * sizes.size();
    context.listener().planned("models", total, entries.size());
    int index = 0;
    for (String law : laws) {
      for (double fraction : observedFractions) {
        for (int n : sizes) {
          if (index++ >= entries.size()) {
            context.check();
            Entry entry = measure(context, law, fraction, n);
            journal.append(entry);
            entries.add(entry);
            context.listener().done();
          }
        }
      }
    }
    PlantedModel figure1 = new PlantedModel(100, 100, 10, EntryLaw.halfNormal(), 1);
    List<PlantedStudy.Fact> facts = PlantedStudy.facts(figure1, factDraws, seed, context.workers());
    context.files().json(new Results(context.manifest(), entries, facts));
    write(context, entries, facts);
  }

  private Entry measure(FactorizationRun.Context context, String name, double fraction, int n) {
    EntryLaw law = law(name);
    int rank = Math.max(1, (int) Math.round(rankFactor * Math.pow(n, rankExponent)));
    PlantedModel model = new PlantedModel(n, n, rank, law, fraction);
    return new Entry(
        name,
        law.ratio(),
        n,
        rank,
        fraction,
        PlantedStudy.lines(model, draws, seed, context.workers()));
  }

  private void write(
      FactorizationRun.Context context, List<Entry> entries, List<PlantedStudy.Fact> facts)
      throws IOException {
    context
        .files()
        .csv(
            "probability.csv",
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
                "planted_star_convex"),
            entries.stream().map(PlantedSweep::row).toList());
    context
        .files()
        .csv(
            "facts.csv",
            List.of("fact", "stated", "correct", "measured", "lower", "upper"),
            facts.stream()
                .map(
                    fact ->
                        List.of(
                            fact.fact(),
                            fact.stated(),
                            fact.correct(),
                            fact.measured().mean(),
                            fact.measured().lower(),
                            fact.measured().upper()))
                .toList());
    context
        .files()
        .figure(
            "probability",
            CurvePlot.of(
                "Probability that a line is convex",
                List.of(
                    panel("towards the planted point", entries, e -> e.result.towardsPlanted()),
                    panel("between random points", entries, e -> e.result.betweenRandom())),
                "Planted model, m = n, %d draws each; faint: exact 95 %% intervals."
                    .formatted(draws)));
    context.files().figure("figure1", figure1(context));
    for (PlantedStudy.Fact fact : facts) {
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "fact %s: stated %.4g, measured %.4g [%.4g, %.4g] rmnσ⁴%s",
                  fact.fact(),
                  fact.stated(),
                  fact.measured().mean(),
                  fact.measured().lower(),
                  fact.measured().upper(),
                  fact.stated() == fact.correct() ? "" : " (erratum: " + fact.correct() + ")"));
    }
  }

  private static List<Object> row(Entry entry) {
    PlantedStudy.Lines planted = entry.result.towardsPlanted();
    PlantedStudy.Lines random = entry.result.betweenRandom();
    return List.of(
        entry.law,
        entry.ratio,
        entry.n,
        entry.rank,
        entry.observedFraction,
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

  private Panel panel(
      String title, List<Entry> entries, Function<Entry, PlantedStudy.Lines> lines) {
    List<Curve> curves = new ArrayList<>();
    for (String law : laws) {
      for (double fraction : observedFractions) {
        List<Entry> some =
            entries.stream()
                .filter(e -> e.law.equals(law) && e.observedFraction == fraction)
                .toList();
        List<Proportion> convex = some.stream().map(e -> lines.apply(e).convex()).toList();
        curves.add(
            new Curve(
                "%s, p = %s".formatted(law, fraction),
                some.stream().map(e -> (double) e.n).toList(),
                convex.stream().map(Proportion::value).toList(),
                convex.stream().map(Proportion::lower).toList(),
                convex.stream().map(Proportion::upper).toList(),
                true));
      }
    }
    return new Panel(title, "n", "P(α ≥ 0)", true, curves);
  }

  /** Fig. 1: a line that is not convex, lines to a planted point, lines between random points. */
  private org.convexityprobe.report.Figure figure1(FactorizationRun.Context context) {
    // u: 1 → 0 and v: 0 → 1 with X = 0, the papers' example of an instance that is not star-convex.
    Quartic example = new Quartic(0, 0, 0.5, -1, 0.5);
    PlantedModel model = new PlantedModel(100, 100, 10, EntryLaw.halfNormal(), 1);
    List<Curve> planted = new ArrayList<>();
    List<Curve> random = new ArrayList<>();
    for (PlantedStudy.Pair pair : PlantedStudy.pairs(model, 5, seed, context.workers())) {
      planted.add(curve(pair.towardsPlanted()));
      random.add(curve(pair.betweenRandom()));
    }
    return CurvePlot.of(
        "Planted model, 100 × 100, rank 10",
        List.of(
            new Panel("a: 1 × 1, not convex", "λ", "loss", false, List.of(curve(example))),
            new Panel("b: to the planted point", "λ", "loss", false, planted),
            new Panel("c: between random points", "λ", "loss", false, random)),
        "a: the line from (u, v) = (1, 0) to (0, 1) with X = 0. b, c: half-normal entries.");
  }

  private static Curve curve(Quartic quartic) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      x.add(i / (DRAWN - 1.0));
      y.add(quartic.valueAt(i / (DRAWN - 1.0)));
    }
    return Curve.line("", x, y);
  }
}
