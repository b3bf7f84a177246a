package org.convexityprobe.experiment.factorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.convexityprobe.experiment.factorization.PlantedResults.Entry;
import org.convexityprobe.nmf.Exponent;
import org.convexityprobe.nmf.ExponentFit;
import org.convexityprobe.nmf.PlantedStudy;
import org.convexityprobe.nmf.Proportion;

/**
 * The exponent of n in Theorem 1, P(not convex) ≤ c₁ exp(−c₂ n^⅓), or n^(γ/3) where entries are
 * hidden, fitted over n ≥ {@value #LEAST_SIZE} where enough sizes have lines of both kinds.
 */
final class TheoremExponents {
  private static final double THEOREM_1 = 1.0 / 3;

  /** Below it r is 3 or less, and the leading order is not all. */
  private static final int LEAST_SIZE = 16;

  private TheoremExponents() {}

  static List<Exponent> of(PlantedConfig config, List<Entry> entries) {
    List<Exponent> exponents = new ArrayList<>();
    for (String law : config.laws()) {
      for (double fraction : config.observedFractions()) {
        List<Entry> some =
            entries.stream()
                .filter(
                    e ->
                        e.law().equals(law)
                            && e.observedFraction() == fraction
                            && e.n() >= LEAST_SIZE)
                .toList();
        String model = ", %s, −ln P(not convex) against n".formatted(label(law, fraction));
        double bound = fraction == 1 ? THEOREM_1 : THEOREM_1 * config.rankExponent();
        fit(some, PlantedStudy.Result::towardsPlanted)
            .ifPresent(
                fit -> exponents.add(of("Theorem 1: to the planted point" + model, bound, fit)));
        fit(some, PlantedStudy.Result::betweenRandom)
            .ifPresent(
                fit -> exponents.add(of("Theorem 1: between random points" + model, bound, fit)));
      }
    }
    return exponents;
  }

  /** Returns a law and a share of observed entries, for people. */
  static String label(String law, double fraction) {
    int times = law.indexOf('*');
    String entries = times < 0 ? law : law.substring(times + 1) + " × " + law.substring(0, times);
    return fraction == 1
        ? entries
        : String.format(Locale.ROOT, "%s, %.3g %% observed", entries, 100 * fraction);
  }

  private static Exponent of(String quantity, double bound, ExponentFit fit) {
    return new Exponent(quantity, bound, true, fit.exponent(), fit.lower(), fit.upper());
  }

  private static Optional<ExponentFit> fit(
      List<Entry> entries, Function<PlantedStudy.Result, PlantedStudy.Lines> lines) {
    List<ExponentFit.Count> counts = new ArrayList<>();
    for (Entry entry : entries) {
      Proportion convex = lines.apply(entry.result()).convex();
      counts.add(
          new ExponentFit.Count(entry.n(), convex.trials() - convex.successes(), convex.trials()));
    }
    return ExponentFit.of(counts);
  }
}
