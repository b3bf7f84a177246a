package org.convexityprobe.experiment.reproduction;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.convexityprobe.experiment.factorization.CurvatureResults;
import org.convexityprobe.experiment.factorization.LinesResults;
import org.convexityprobe.experiment.factorization.TrajectoryMean;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.nmf.CurvatureSummary;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/** The papers' statements about one matrix, judged by what was measured on it. */
final class MatrixStatements {
  private static final double SIGNIFICANT = 0.05;

  /** Width of a normal law's 95 % interval in standard deviations. */
  private static final double INTERVAL = 2 * 1.96;

  /** Sizes that a trend needs at least. */
  private static final int SIZES = 3;

  private MatrixStatements() {}

  /** Judges that the loss is convex on every line of a kind. */
  static Claim lines(LinesResults results, String towards) {
    List<LinesResults.Line> lines =
        results.lines().stream().filter(line -> line.towards().equals(towards)).toList();
    long convex = lines.stream().filter(line -> line.tests().convexOnSegment()).count();
    double least =
        lines.stream().mapToDouble(LinesResults.Line::minimumCurvature).min().orElseThrow();
    return claim(
        "every line is convex",
        String.format(
            Locale.ROOT, "%d of %d lines convex, least α %.3g", convex, lines.size(), least),
        convex == lines.size() ? Agreement.AGREES : Agreement.DIFFERS,
        "%d of %d lines are not convex".formatted(lines.size() - convex, lines.size()));
  }

  /**
   * Judges that σ/μ falls with the size: the slope of its logarithm against that of the share of
   * rows and columns. Its error is the larger of what the intervals of σ/μ and what the scatter
   * about the line give.
   */
  static Claim deviation(CurvatureResults results) {
    String statement = "σ/μ falls with the size";
    List<CurvatureResults.Entry> entries = results.entries();
    CurvatureSummary.Interval small = entries.get(0).summary().relativeDeviation();
    CurvatureSummary.Interval large = entries.get(entries.size() - 1).summary().relativeDeviation();
    String ends = String.format(Locale.ROOT, "σ/μ from %.3f to %.3f", small.value(), large.value());
    if (entries.stream().anyMatch(entry -> entry.summary().mean().upper() < 0)) {
      return claim(statement, ends, Agreement.DIFFERS, "the mean curvature is negative");
    }
    if (entries.stream().anyMatch(entry -> !(entry.summary().mean().lower() > 0))) {
      return claim(statement, ends, Agreement.UNDECIDED, "the mean curvature may be negative or 0");
    }
    if (entries.size() < SIZES) {
      return claim(
          statement,
          ends,
          Agreement.NOT_COMPARABLE,
          "%d sizes; a trend needs %d".formatted(entries.size(), SIZES));
    }
    Trend trend = Trend.slope(entries.stream().map(MatrixStatements::logarithm).toList());
    double fall = trend.probability(-1);
    String measured =
        String.format(
            Locale.ROOT, "%s; ln σ/μ %s per doubling, p = %.3f", ends, trend.words(), fall);
    if (fall < SIGNIFICANT) {
      return claim(statement, measured, Agreement.AGREES, "");
    }
    return fall > 1 - SIGNIFICANT
        ? claim(statement, measured, Agreement.DIFFERS, "it rises")
        : claim(statement, measured, Agreement.UNDECIDED, "chance explains it");
  }

  private static Trend.Point logarithm(CurvatureResults.Entry entry) {
    CurvatureSummary.Interval deviation = entry.summary().relativeDeviation();
    double mean = Math.log(deviation.value());
    double error = (deviation.upper() - deviation.lower()) / INTERVAL / deviation.value();
    return new Trend.Point(
        0,
        Math.log(entry.rate()) / Math.log(2),
        new Estimate(
            mean,
            error,
            Math.log(deviation.lower()),
            Math.log(deviation.upper()),
            entry.summary().optima()));
  }

  /** Judges that α ≥ 0 on every line at every size. */
  static Claim share(CurvatureResults results) {
    CurvatureResults.Entry worst = null;
    for (CurvatureResults.Entry entry : results.entries()) {
      if (worst == null || entry.summary().convex().value() < worst.summary().convex().value()) {
        worst = entry;
      }
    }
    CurvatureSummary.Interval least = worst.summary().convex();
    String measured =
        String.format(
            Locale.ROOT,
            "α ≥ 0 on a share of at least %.4f [%.4f, %.4f] (rate %.2f)",
            least.value(),
            least.lower(),
            least.upper(),
            worst.rate());
    String statement = "α ≥ 0 on every line at every size";
    if (least.value() == 1) {
      return claim(statement, measured, Agreement.AGREES, "");
    }
    return least.upper() < 1
        ? claim(statement, measured, Agreement.DIFFERS, "below 1")
        : claim(statement, measured, Agreement.UNDECIDED, "few lines; another draw may have none");
  }

  /** Judges that gradients never point away from the optimum. */
  static Claim cosine(TrajectoryResults results) {
    return neverNegative("the cosine is never negative", results, TrajectoryPoint::cosine);
  }

  /** Judges that the loss is convex towards the optimum all along the way. */
  static Claim curvature(TrajectoryResults results) {
    return neverNegative("α is never negative", results, TrajectoryPoint::curvature);
  }

  /** The means at all shares of the training are bounded at once (Bonferroni). */
  private static Claim neverNegative(
      String statement, TrajectoryResults results, ToDoubleFunction<TrajectoryPoint> quantity) {
    int points =
        results.paths().stream().mapToInt(path -> path.points().size()).max().orElseThrow();
    double least =
        results.paths().stream()
            .flatMap(path -> path.points().stream())
            .mapToDouble(quantity)
            .min()
            .orElseThrow();
    if (results.paths().size() == 1) {
      String measured =
          String.format(Locale.ROOT, "least %.3g on one path, whose mean has no interval", least);
      return least >= 0
          ? claim(statement, measured, Agreement.AGREES, "")
          : claim(statement, measured, Agreement.UNDECIDED, "below 0 on one path");
    }
    TrajectoryMean lowest = null;
    for (TrajectoryMean mean :
        TrajectoryMean.of(results.paths(), quantity, 1 - SIGNIFICANT / points)) {
      lowest = lowest == null || mean.upper() < lowest.upper() ? mean : lowest;
    }
    String measured =
        String.format(
            Locale.ROOT,
            "least %.3g; the interval that ends lowest is %.3g [%.3g, %.3g], %.0f %% of the way",
            least,
            lowest.mean(),
            lowest.lower(),
            lowest.upper(),
            100 * lowest.share());
    if (least >= 0) {
      return claim(statement, measured, Agreement.AGREES, "");
    }
    return lowest.upper() < 0
        ? claim(statement, measured, Agreement.DIFFERS, "it falls below 0")
        : claim(statement, measured, Agreement.UNDECIDED, "below 0 on some paths, not in the mean");
  }

  /**
   * Judges that two spectra are alike by the exact two-sample Kolmogorov–Smirnov test. It takes
   * values for independent; those of one matrix keep apart, which makes it slower to tell spectra
   * apart.
   */
  static Claim spectrum(List<Double> found, List<Double> random) {
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    double[] first = array(found);
    double[] second = array(random);
    double distance = test.kolmogorovSmirnovStatistic(first, second);
    double probability = exact(test, distance, first.length, second.length);
    double least = exact(test, 1, first.length, second.length);
    String statement = "the spectra are alike";
    String measured =
        String.format(
            Locale.ROOT,
            "%d singular values, %.4g and %.4g the largest; cumulative histograms %.2f apart,"
                + " p = %.3g",
            first.length,
            found.get(0),
            random.get(0),
            distance,
            probability);
    if (least >= SIGNIFICANT) {
      return claim(
          statement,
          measured,
          Agreement.NOT_COMPARABLE,
          String.format(
              Locale.ROOT,
              "%d singular values cannot show a difference: the least p is %.2g",
              first.length,
              least));
    }
    return claim(
        statement,
        measured,
        probability < SIGNIFICANT ? Agreement.DIFFERS : Agreement.AGREES,
        String.format(Locale.ROOT, "p = %.2g", probability));
  }

  /**
   * Returns the probability of a distance at least as large. Distances are multiples of 1/nm; at
   * exactly 1 the library returns 0, so that half a multiple less stands for it.
   */
  private static double exact(KolmogorovSmirnovTest test, double distance, int n, int m) {
    return test.exactP(Math.min(distance, 1 - 0.5 / ((double) n * m)), n, m, false);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A reason belongs to everything but agreement. */
  private static Claim claim(
      String statement, String measured, Agreement agreement, String reason) {
    return new Claim(statement, measured, agreement, agreement == Agreement.AGREES ? "" : reason);
  }
}
