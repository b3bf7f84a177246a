package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Monte Carlo over what the proof of Theorem 1 says of concentration (Eq. 5, Facts 1 and 2, Lemma 1
 * of the ICLR version's appendix), by exponents, since its constants are free. Deviations are
 * measured at m = n, r = √n; with P(|z − E z| > t r n²) ≤ c₁ exp(−c₂ t² n^e) their standard
 * deviation over r n² falls at least as n^(−e/2). Largest entries are measured at r = m = n, where
 * fewest of them compete.
 */
public final class Concentration {
  private static final int[] SIZES = {9, 16, 25, 36, 49, 64, 81, 100, 144};
  private static final int[] RANKS = {16, 32, 64, 128, 256};

  /** Draws for each matrix whose largest entry is looked for: it varies little. */
  private static final int DRAWS_PER_MATRIX = 100;

  /** Sizes share no draws. */
  private static final long SPREAD = 1_000_003;

  private static final double EQUATION_5 = 1;
  private static final double FACT_2 = 1.0 / 3;
  private static final double LEMMA_1 = 2.0 / 3;

  private final EntryLaw law;
  private final long seed;
  private final Workers workers;
  private final List<Exponent> exponents = new ArrayList<>();

  private Concentration(EntryLaw law, long seed, Workers workers) {
    this.law = law;
    this.seed = seed;
    this.workers = workers;
  }

  /**
   * Deviations of one draw from their means, as shares of r n² σ⁴ (σ³ for Fact 2, which has three
   * random factors).
   */
  private record Deviations(double w2w2, double fact1, double fact2) {}

  /** Largest absolute entries of one draw. */
  private record Largest(double x, double xHat, double difference, double first, double second) {}

  /**
   * Measures all exponents for a law of entries.
   *
   * @param draws at each size, and a hundredth as many matrices at each rank
   */
  public static List<Exponent> of(EntryLaw law, int draws, long seed, Workers workers) {
    Concentration concentration = new Concentration(law, seed, workers);
    concentration.addDeviations(draws);
    concentration.addLargest(Math.max(1, draws / DRAWS_PER_MATRIX));
    return List.copyOf(concentration.exponents);
  }

  private void addDeviations(int draws) {
    List<Deviations[]> bySize = new ArrayList<>();
    for (int n : SIZES) {
      Deviations[] all = new Deviations[draws];
      workers.forEach(draws, (worker, i) -> all[i] = deviations(n, seed + i + SPREAD * n));
      bySize.add(all);
    }
    add("Eq. 5: |W2|²", EQUATION_5, 0.3, bySize, d -> d.w2w2 / 4);
    add("Fact 1: Tr U'U VV', centred", EQUATION_5, 0.4, bySize, Deviations::fact1);
    add("Fact 2: Tr 1U VV', centred", FACT_2, 0.2, bySize, Deviations::fact2);
  }

  private void add(
      String name,
      double bound,
      double threshold,
      List<Deviations[]> bySize,
      ToDoubleFunction<Deviations> quantity) {
    SimpleRegression line = new SimpleRegression();
    List<ExponentFit.Count> counts = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      double[] values = Arrays.stream(bySize.get(i)).mapToDouble(quantity).toArray();
      line.addData(Math.log(SIZES[i]), Math.log(StatUtils.variance(values)) / 2);
      int far = (int) Arrays.stream(values).filter(v -> Math.abs(v) > threshold).count();
      counts.add(new ExponentFit.Count(SIZES[i], far, values.length));
    }
    exponents.add(slope(name + ", its deviation against n", -bound / 2, line));
    ExponentFit.of(counts)
        .ifPresent(
            fit ->
                exponents.add(
                    new Exponent(
                        "%s, −ln P(off by %s of its scale) against n".formatted(name, threshold),
                        bound,
                        true,
                        fit.exponent(),
                        fit.lower(),
                        fit.upper())));
  }

  private static Exponent slope(String quantity, double bound, SimpleRegression line) {
    double half = line.getSlopeConfidenceInterval();
    double slope = line.getSlope();
    return new Exponent(quantity, bound, false, slope, slope - half, slope + half);
  }

  private Deviations deviations(int n, long draw) {
    int rank = (int) Math.round(Math.sqrt(n));
    ContinuousSampler sampler = sampler(draw);
    Factors first = PlantedModel.point(n, n, rank, sampler);
    Factors second = PlantedModel.point(n, n, rank, sampler);
    Factors centred = centred(first);
    Factors delta = first.differenceTo(second);
    double[] right = LinearAlgebra.crossGram(centred.right(), centred.right(), rank);
    double scale = (double) rank * n * n;
    double variance = law.variance();
    return new Deviations(
        PlantedProducts.inner(delta, delta, delta, delta) / (scale * variance * variance) - 4,
        PlantedProducts.inner(centred, centred, centred, centred) / (scale * variance * variance)
            - 1,
        sumOfColumnsTimes(centred.left(), right, rank) / (scale * Math.pow(variance, 1.5)));
  }

  /** Returns Tr 1ŪB = Σ_k s_k Σ_l B_kl with s the sums of Ū's columns. */
  private static double sumOfColumnsTimes(double[] left, double[] gram, int rank) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      for (int l = 0; l < rank; l++) {
        sum += left[i] * gram[i % rank * rank + l];
      }
    }
    return sum;
  }

  private Factors centred(Factors point) {
    Factors centred = Factors.zeros(point.rows(), point.columns(), point.rank());
    for (int i = 0; i < centred.left().length; i++) {
      centred.left()[i] = point.left()[i] - law.mean();
    }
    for (int i = 0; i < centred.right().length; i++) {
      centred.right()[i] = point.right()[i] - law.mean();
    }
    return centred;
  }

  private void addLargest(int matrices) {
    List<Largest[]> byRank = new ArrayList<>();
    for (int rank : RANKS) {
      Largest[] all = new Largest[matrices];
      workers.forEach(matrices, (worker, i) -> all[i] = largest(rank, seed + i + SPREAD * rank));
      byRank.add(all);
    }
    add("X", byRank, Largest::x);
    add("X̂(½)", byRank, Largest::xHat);
    add("X̂(½) − X", byRank, Largest::difference);
    add("X̂'(½)", byRank, Largest::first);
    add("X̂''(½)", byRank, Largest::second);
  }

  private void add(String matrix, List<Largest[]> byRank, ToDoubleFunction<Largest> quantity) {
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < RANKS.length; i++) {
      double mean = Arrays.stream(byRank.get(i)).mapToDouble(quantity).average().orElseThrow();
      line.addData(Math.log(RANKS[i]), Math.log(mean));
    }
    exponents.add(slope("Lemma 1: largest entry of " + matrix + " against r", LEMMA_1, line));
  }

  private Largest largest(int n, long draw) {
    ContinuousSampler sampler = sampler(draw);
    Factors planted = PlantedModel.point(n, n, n, sampler);
    Factors first = PlantedModel.point(n, n, n, sampler);
    Factors second = PlantedModel.point(n, n, n, sampler);
    double x = 0;
    double xHat = 0;
    double difference = 0;
    double slope = 0;
    double bend = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double at = planted.product(i, j);
        double a = first.product(i, j);
        double b = second.product(i, j);
        double across = product(first, i, second, j) + product(second, i, first, j);
        x = Math.max(x, at);
        xHat = Math.max(xHat, (a + b + across) / 4);
        difference = Math.max(difference, Math.abs((a + b + across) / 4 - at));
        // X̂(λ) = λ²a + (1 − λ)²b + λ(1 − λ) across, and its derivatives at λ = ½.
        slope = Math.max(slope, Math.abs(a - b));
        bend = Math.max(bend, Math.abs(2 * (a + b - across)));
      }
    }
    return new Largest(x, xHat, difference, slope, bend);
  }

  private static double product(Factors rows, int i, Factors columns, int j) {
    int rank = rows.rank();
    double sum = 0;
    for (int k = 0; k < rank; k++) {
      sum += rows.left()[i * rank + k] * columns.right()[j * rank + k];
    }
    return sum;
  }

  private ContinuousSampler sampler(long draw) {
    return law.sampler(RandomSource.XO_RO_SHI_RO_128_PP.create(draw));
  }
}
