package org.convexityprobe.experiment.factorization;

import java.util.List;
import java.util.Locale;
import org.convexityprobe.nmf.EntryLaw;

/**
 * Which planted models are drawn.
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
public record PlantedConfig(
    List<Integer> sizes,
    double rankFactor,
    double rankExponent,
    List<String> laws,
    List<Double> observedFractions,
    int draws,
    int factDraws,
    long seed) {
  /**
   * r = √n, which is whole at these sizes, fully and partly observed. Lines are all convex under
   * the first two laws from n = 16 on; under the other two, of smaller ρ, the probability is
   * neither 0 nor 1 at most sizes, so that its exponent can be fitted.
   */
  public static final PlantedConfig DEFAULT =
      new PlantedConfig(
          List.of(4, 9, 16, 25, 36, 49, 64, 81, 100, 144, 196),
          1,
          0.5,
          List.of("half-normal", "uniform", "half-normal*0.3", "uniform*0.1"),
          List.of(1.0, 0.3),
          1000,
          2000,
          1);

  /** Checks every number. */
  public PlantedConfig {
    sizes = List.copyOf(sizes);
    laws = List.copyOf(laws);
    observedFractions = List.copyOf(observedFractions);
    laws.forEach(PlantedConfig::law);
    if (sizes.isEmpty() || laws.isEmpty() || observedFractions.isEmpty()) {
      throw new IllegalArgumentException("sizes, laws and observedFractions must not be empty");
    }
    if (sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("sizes %s; expected at least 1".formatted(sizes));
    }
    if (observedFractions.stream().anyMatch(share -> !(share > 0 && share <= 1))) {
      throw new IllegalArgumentException(
          "observed fractions %s; expected shares above 0 and at most 1"
              .formatted(observedFractions));
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

  /** Returns the rank at a size. */
  int rank(int n) {
    return Math.max(1, (int) Math.round(rankFactor * Math.pow(n, rankExponent)));
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
}
