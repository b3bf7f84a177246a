package org.convexityprobe.nmf;

import java.util.List;
import java.util.Optional;

/**
 * The exponent β of P(n) = exp(a − b n^β), fitted to how often something happened at several sizes
 * by maximum likelihood (binomial counts), with the 95 % interval of the profile likelihood. a and
 * b are free, as the papers' constants c₁ and c₂ are.
 *
 * @param exponent β, to within {@value #STEP}
 * @param lower lower end of the interval; 0 if it holds the smallest exponent that is tried,
 *     {@value #STEP}
 * @param upper upper end of it; infinite if it holds the largest one, {@value #LARGEST}
 */
public record ExponentFit(double exponent, double lower, double upper) {
  /** Distance of the exponents that are tried. */
  private static final double STEP = 0.01;

  private static final double LARGEST = 4;

  /** Half the 95 % point of χ² with one degree of freedom. */
  private static final double DROP = 1.92;

  /** Three parameters, and one size to contradict them. */
  private static final int LEAST_SIZES = 4;

  private static final int NEWTON_STEPS = 100;
  private static final double CONVERGED = 1e-10;
  private static final double SMALLEST_RATE = 1e-6;

  /**
   * How often something happened at a size.
   *
   * @param size n
   * @param outcomes how often
   * @param trials of how many independent trials
   */
  public record Count(double size, int outcomes, int trials) {}

  /**
   * Returns the fit; nothing where fewer than four sizes have a share that is neither 0 nor 1, or
   * where the smallest or the largest exponent that is tried fits best.
   */
  public static Optional<ExponentFit> of(List<Count> counts) {
    long informative =
        counts.stream()
            .filter(count -> count.outcomes > 0 && count.outcomes < count.trials)
            .count();
    if (informative < LEAST_SIZES) {
      return Optional.empty();
    }
    int tried = (int) Math.round(LARGEST / STEP);
    double[] likelihoods = new double[tried];
    int best = 0;
    for (int i = 0; i < tried; i++) {
      double exponent = (i + 1) * STEP;
      likelihoods[i] =
          Math.max(likelihood(counts, exponent), likelihoodOfCertainty(counts, exponent));
      best = likelihoods[i] > likelihoods[best] ? i : best;
    }
    if (best == 0 || best == tried - 1) {
      return Optional.empty();
    }
    double inside = likelihoods[best] - DROP;
    int low = best;
    while (low >= 0 && likelihoods[low] > inside) {
      low--;
    }
    int high = best;
    while (high < tried && likelihoods[high] > inside) {
      high++;
    }
    // Beyond the exponents that are tried the interval is open.
    double upper = high == tried ? Double.POSITIVE_INFINITY : (high + 1) * STEP;
    return Optional.of(new ExponentFit((best + 1) * STEP, (low + 1) * STEP, upper));
  }

  /**
   * Returns the largest logarithm of the likelihood over a and b, which is concave in them, by
   * Newton's method. Steps are halved until they rise and all probabilities stay below 1.
   */
  private static double likelihood(List<Count> counts, double exponent) {
    double scale =
        counts.stream().mapToDouble(count -> Math.pow(count.size, exponent)).max().orElseThrow();
    double all = counts.stream().mapToDouble(Count::trials).sum();
    double happened = counts.stream().mapToDouble(Count::outcomes).sum();
    double[] at = {Math.log(happened / all), 0};
    double value = value(counts, exponent, scale, at);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double[] step = newton(counts, exponent, scale, at);
      double share = 1;
      double[] next = {at[0] + step[0], at[1] + step[1]};
      double reached = value(counts, exponent, scale, next);
      while (!(reached >= value) && share > CONVERGED) {
        share /= 2;
        next = new double[] {at[0] + share * step[0], at[1] + share * step[1]};
        reached = value(counts, exponent, scale, next);
      }
      if (!(reached > value + CONVERGED)) {
        // It is NaN where no step keeps all probabilities below 1.
        return reached > value ? reached : value;
      }
      at = next;
      value = reached;
    }
    return value;
  }

  /**
   * Returns the largest logarithm of the likelihood where it happens with probability 1 at the
   * smallest size, a = b n₁^β. If it always happened there, the likelihood can rise up to this
   * limit, at which Newton's steps get stuck.
   */
  private static double likelihoodOfCertainty(List<Count> counts, double exponent) {
    double smallest = counts.stream().mapToDouble(Count::size).min().orElseThrow();
    if (counts.stream().anyMatch(c -> c.size == smallest && c.outcomes < c.trials)) {
      return Double.NEGATIVE_INFINITY;
    }
    double least = Math.pow(smallest, exponent);
    double range =
        counts.stream().mapToDouble(c -> Math.pow(c.size, exponent)).max().orElseThrow() - least;
    List<Count> others = counts.stream().filter(count -> count.size > smallest).toList();
    double[] x =
        others.stream().mapToDouble(c -> (Math.pow(c.size, exponent) - least) / range).toArray();
    // Concave in b: halves the ratio of two rates between which the slope changes its sign.
    double low = SMALLEST_RATE;
    double high = 1 / SMALLEST_RATE;
    while (high / low > 1 + CONVERGED) {
      double rate = Math.sqrt(low * high);
      double slope = 0;
      for (int i = 0; i < x.length; i++) {
        Count count = others.get(i);
        slope +=
            x[i] * ((count.trials - count.outcomes) / Math.expm1(rate * x[i]) - count.outcomes);
      }
      low = slope > 0 ? rate : low;
      high = slope > 0 ? high : rate;
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      Count count = others.get(i);
      sum +=
          (count.trials - count.outcomes) * Math.log(-Math.expm1(-low * x[i]))
              - count.outcomes * low * x[i];
    }
    return sum;
  }

  /** Returns the logarithm of the likelihood; NaN where a probability is 1 or more. */
  private static double value(List<Count> counts, double exponent, double scale, double[] at) {
    double sum = 0;
    for (Count count : counts) {
      double log = at[0] - at[1] * Math.pow(count.size, exponent) / scale;
      if (log >= 0) {
        return Double.NaN;
      }
      sum += count.outcomes * log + (count.trials - count.outcomes) * Math.log(-Math.expm1(log));
    }
    return sum;
  }

  private static double[] newton(List<Count> counts, double exponent, double scale, double[] at) {
    double first = 0;
    double second = 0;
    double aa = 0;
    double ab = 0;
    double bb = 0;
    for (Count count : counts) {
      double x = -Math.pow(count.size, exponent) / scale;
      double log = at[0] + at[1] * x;
      double odds = Math.exp(log) / -Math.expm1(log);
      double slope = count.outcomes - (count.trials - count.outcomes) * odds;
      double bend = (count.trials - count.outcomes) * odds * (1 + odds);
      first += slope;
      second += slope * x;
      aa += bend;
      ab += bend * x;
      bb += bend * x * x;
    }
    double determinant = aa * bb - ab * ab;
    return new double[] {
      (bb * first - ab * second) / determinant, (aa * second - ab * first) / determinant
    };
  }
}
