package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.factorization.CurvatureResults;
import org.convexityprobe.experiment.factorization.FactorizationRun;
import org.convexityprobe.experiment.factorization.LinesResults;
import org.convexityprobe.experiment.factorization.PlantedResults;
import org.convexityprobe.experiment.factorization.SpectrumResults;
import org.convexityprobe.experiment.factorization.StarResults;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.nmf.CurvatureSummary;
import org.convexityprobe.nmf.PlantedStudy;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.nmf.TrajectoryPoint;

/** Compares measurements of factorisations with the papers'. */
final class MatrixJudge {

  /** Width of a normal law's 95 % interval in standard deviations. */
  private static final double INTERVAL = 2 * 1.96;

  /** √(−ln(0.05/2)/2): the two-sample Kolmogorov–Smirnov statistic's 95 % point, n large. */
  private static final double KOLMOGOROV = 1.36;

  private final Reproduction.Settings settings;

  MatrixJudge(Reproduction.Settings settings) {
    this.settings = settings;
  }

  /** Judges a target by its runs, one for each matrix. */
  Judgement judge(Target target, List<Path> runs) throws IOException {
    List<String> measured = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (Path run : runs) {
      Judgement judgement = judge(target, run);
      String matrix = matrix(run);
      measured.add(matrix + ": " + judgement.measured());
      if (judgement.agreement() == Agreement.DIFFERS) {
        differences.add(matrix + ": " + judgement.reason());
      }
    }
    Judgement all =
        Judgement.agreesIf(
            differences.isEmpty(), String.join("; ", measured), String.join("; ", differences));
    return settings.quick() && settings.matrices() == null
        ? all.butNotComparable("a synthetic matrix in place of the papers' data")
        : all;
  }

  private static String matrix(Path run) {
    String name = run.getFileName().toString();
    return name.substring(name.indexOf('-') + 1);
  }

  private static Judgement judge(Target target, Path run) throws IOException {
    Path file = run.resolve(FactorizationRun.RESULTS);
    return switch (target) {
      case FIGURE3_001 -> lines(Json.read(file, LinesResults.class), "optimum");
      case FIGURE4_001 -> lines(Json.read(file, LinesResults.class), "random");
      case FIGURE5, FIGURE11 -> deviation(Json.read(file, CurvatureResults.class));
      case FIGURE6_001 -> share(Json.read(file, CurvatureResults.class));
      case FIGURE6_003, FIGURE9, FIGURE10 ->
          trajectory(target, Json.read(file, TrajectoryResults.class));
      case FIGURE7_003, FIGURE12 -> {
        SpectrumResults results = Json.read(file, SpectrumResults.class);
        yield spectrum(results.spectra().u(), results.spectra().randomU());
      }
      case FIGURE13 -> {
        SpectrumResults results = Json.read(file, SpectrumResults.class);
        yield spectrum(results.spectra().v(), results.spectra().randomV());
      }
      case FIGURE1, FIGURE2, FIGURE7_001, TABLE2, TABLE4, TABLE5 ->
          throw new IllegalArgumentException(target + " is not about a matrix");
    };
  }

  /** Judges Fig. 1 by half-normal entries, all observed, at its size. */
  static Judgement planted(Path run) throws IOException {
    PlantedResults results = Json.read(run.resolve(FactorizationRun.RESULTS), PlantedResults.class);
    PlantedStudy.Result model =
        results.entries().stream()
            .filter(e -> e.law().equals("half-normal") && e.observedFraction() == 1 && e.n() == 100)
            .findFirst()
            .orElseThrow()
            .result();
    Proportion planted = model.towardsPlanted().convex();
    Proportion random = model.betweenRandom().convex();
    return Judgement.agreesIf(
        planted.upper() == 1 && random.upper() == 1,
        "n = 100, r = 10: %d of %d lines to the planted point and %d of %d between random points convex"
            .formatted(planted.successes(), planted.trials(), random.successes(), random.trials()),
        "not every line is convex");
  }

  /** Judges Fig. 2: linear along rays from the origin, not convex beside it. */
  static Judgement star(Path run) throws IOException {
    StarResults results = Json.read(run.resolve(FactorizationRun.RESULTS), StarResults.class);
    return Judgement.agreesIf(
        results.largestBendOnRays() < 1e-9 && results.leastSecondDifference() < -1e-9,
        String.format(
            Locale.ROOT,
            "second differences within %.0e of 0 on rays from the origin, as low as %.3g beside it",
            results.largestBendOnRays(),
            results.leastSecondDifference()),
        "not star-convex, or convex");
  }

  private static Judgement lines(LinesResults results, String towards) {
    List<LinesResults.Line> lines =
        results.lines().stream().filter(line -> line.towards().equals(towards)).toList();
    long convex = lines.stream().filter(line -> line.tests().convexOnSegment()).count();
    double least =
        lines.stream().mapToDouble(LinesResults.Line::minimumCurvature).min().orElseThrow();
    return Judgement.agreesIf(
        convex == lines.size(),
        String.format(
            Locale.ROOT, "%d of %d lines convex, least α %.3g", convex, lines.size(), least),
        "%d of %d lines are not convex".formatted(lines.size() - convex, lines.size()));
  }

  private static Judgement deviation(CurvatureResults results) {
    CurvatureSummary.Interval small = results.entries().get(0).summary().relativeDeviation();
    CurvatureSummary.Interval large =
        results.entries().get(results.entries().size() - 1).summary().relativeDeviation();
    double error =
        Math.hypot(small.upper() - small.lower(), large.upper() - large.lower()) / INTERVAL;
    double fall = Math.abs(small.value()) - Math.abs(large.value());
    return Judgement.agreesIf(
        fall > 0 && large.value() > 0,
        String.format(
            Locale.ROOT,
            "σ/μ from %.3f to %.3f, a fall of %.1f standard errors",
            small.value(),
            large.value(),
            fall / error),
        large.value() > 0
            ? String.format(Locale.ROOT, "rises by %.1f standard errors", -fall / error)
            : "the mean curvature is negative");
  }

  private static Judgement share(CurvatureResults results) {
    CurvatureResults.Entry worst = null;
    for (CurvatureResults.Entry entry : results.entries()) {
      if (worst == null || entry.summary().convex().value() < worst.summary().convex().value()) {
        worst = entry;
      }
    }
    CurvatureSummary.Interval least = worst.summary().convex();
    double error = (least.upper() - least.lower()) / INTERVAL;
    return Judgement.agreesIf(
        least.value() == 1,
        String.format(
            Locale.ROOT,
            "α ≥ 0 on a share of at least %.3f [%.3f, %.3f] (rate %.2f)",
            least.value(),
            least.lower(),
            least.upper(),
            worst.rate()),
        error > 0
            ? String.format(
                Locale.ROOT, "below 1 by %.1f standard errors", (1 - least.value()) / error)
            : "below 1");
  }

  private static Judgement trajectory(Target target, TrajectoryResults results) {
    List<TrajectoryPoint> points =
        results.paths().stream().flatMap(path -> path.points().stream()).toList();
    double cosine = points.stream().mapToDouble(TrajectoryPoint::cosine).min().orElseThrow();
    double curvature = points.stream().mapToDouble(TrajectoryPoint::curvature).min().orElseThrow();
    boolean cosines = target == Target.FIGURE9 || cosine >= 0;
    boolean curvatures = target == Target.FIGURE10 || curvature >= 0;
    List<String> measured = new ArrayList<>();
    if (target != Target.FIGURE9) {
      measured.add(String.format(Locale.ROOT, "least cosine %.3f", cosine));
    }
    if (target != Target.FIGURE10) {
      measured.add(String.format(Locale.ROOT, "least α towards x* %.3g", curvature));
    }
    return Judgement.agreesIf(
        cosines && curvatures,
        String.join(", ", measured),
        (cosines ? "" : "the cosine falls below 0")
            + (cosines || curvatures ? "" : ", and ")
            + (curvatures ? "" : "the curvature falls below 0"));
  }

  /** Both spectra have r values; their histograms are compared as samples of two laws. */
  private static Judgement spectrum(List<Double> found, List<Double> random) {
    double distance = distance(found, random);
    double threshold = KOLMOGOROV * Math.sqrt(2.0 / found.size());
    return Judgement.agreesIf(
        distance <= threshold,
        String.format(
            Locale.ROOT,
            "rank %d: cumulative histograms at most %.2f apart, chance explains %.2f (%s)",
            found.size(),
            distance,
            threshold,
            List.of(found.get(0), random.get(0)).stream()
                .map(value -> String.format(Locale.ROOT, "%.4g", value))
                .collect(Collectors.joining(" and ", "largest values ", ""))),
        String.format(
            Locale.ROOT, "histograms %.2f apart, chance explains %.2f", distance, threshold));
  }

  static double distance(List<Double> first, List<Double> second) {
    double largest = 0;
    List<Double> all = new ArrayList<>(first);
    all.addAll(second);
    for (double value : all) {
      double difference = below(first, value) - below(second, value);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }

  private static double below(List<Double> values, double limit) {
    return values.stream().filter(value -> value <= limit).count() / (double) values.size();
  }
}
