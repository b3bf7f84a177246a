package org.convexityprobe.experiment.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.recovery.Computing;
import org.convexityprobe.recovery.Factor;
import org.convexityprobe.recovery.PlantedInstance;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * With noise, every local minimum is close to X*: how far the worst and the typical descent end
 * from it, against the noise, the number of measurements and the size (arXiv 1605.07221, Theorem
 * 2).
 */
public record NoiseStudy(NoiseConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-noise";

  /**
   * All descents at one size, ratio and noise.
   *
   * @param problem with the size
   */
  record Unit(NoiseConfig config, ProblemConfig problem, double ratio, double noise)
      implements StudyUnit<Entry> {
    @Override
    public String describe() {
      return "descents with noise %s at ratio %s".formatted(noise, ratio);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      Computing computing = ProblemConfig.computing(context, control);
      DescriptiveStatistics errors = new DescriptiveStatistics();
      double spread = 0;
      for (int instance = 0; instance < config.instances(); instance++) {
        PlantedInstance drawn = problem.draw(ratio, noise, instance, computing);
        long seed = problem.seed(instance);
        Factor optimum = config.descent().from(drawn.loss(), drawn.truth(), seed).point();
        List<Supplier<Factor>> descents = new ArrayList<>();
        for (int start = 0; start < config.starts(); start++) {
          Factor from = drawn.start(start, seed);
          descents.add(() -> config.descent().from(drawn.loss(), from, seed).point());
        }
        for (Factor end : computing.sideBySide(drawn, descents)) {
          errors.addValue(drawn.relativeError(end));
          spread = Math.max(spread, drawn.relativeDistance(end, optimum));
        }
      }
      control.check();
      return new Entry(
          problem.size(),
          ratio,
          problem.count(ratio),
          noise,
          (int) errors.getN(),
          errors.getPercentile(50),
          errors.getMax(),
          spread,
          problem.isometry(ratio, computing));
    }

    boolean isOf(Entry entry) {
      return isAt(entry.size()) && entry.ratio() == ratio && entry.noise() == noise;
    }

    /** Journals of earlier versions do not name the one size of their runs. */
    private boolean isAt(Integer size) {
      return size == null ? config.sizes() == null : size == problem.size();
    }
  }

  /**
   * What was found at one size, ratio and noise.
   *
   * @param size n; null only in files of earlier versions, whose runs have one size
   * @param ratio m/(nr)
   * @param count m
   * @param noise σ_w
   * @param descents how many descents
   * @param typical median of ‖UUᵀ − X*‖_F / ‖X*‖_F over them
   * @param worst largest of it
   * @param spread largest ‖UUᵀ − ÛÛᵀ‖_F / ‖X*‖_F, with Û where a descent from X* ends
   * @param isometry lower bound of the restricted isometry constant at rank 2r, of the first
   *     problem
   */
  public record Entry(
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer size,
      double ratio,
      int count,
      double noise,
      int descents,
      double typical,
      double worst,
      double spread,
      double isometry) {
    /** Returns the same with its size, where that is not named. */
    Entry at(int one) {
      return size == null
          ? new Entry(one, ratio, count, noise, descents, typical, worst, spread, isometry)
          : this;
    }
  }

  /**
   * A power law that was fitted to the errors.
   *
   * @param quantity what grows or falls, with what
   * @param kind of it
   * @param exponent the slope of its logarithm
   * @param lower lower end of the slope's 95 % interval
   * @param upper upper end of it
   */
  public record Power(String quantity, Law kind, double exponent, double lower, double upper) {}

  /** Which power laws are fitted. */
  public enum Law {
    /** The median error against σ_w. */
    MEDIAN_WITH_NOISE,
    /** The largest error against σ_w. */
    WORST_WITH_NOISE,
    /** The median error against m. */
    MEDIAN_WITH_COUNT,
    /** The largest error against m. */
    WORST_WITH_COUNT,
    /** The median error against n, at a ratio m/(nr). */
    MEDIAN_WITH_SIZE,
    /** The largest error against n, at a ratio m/(nr). */
    WORST_WITH_SIZE;

    private boolean isOfMedian() {
      return this == MEDIAN_WITH_NOISE || this == MEDIAN_WITH_COUNT || this == MEDIAN_WITH_SIZE;
    }

    private double position(Entry entry) {
      return switch (this) {
        case MEDIAN_WITH_NOISE, WORST_WITH_NOISE -> entry.noise();
        case MEDIAN_WITH_COUNT, WORST_WITH_COUNT -> entry.count();
        case MEDIAN_WITH_SIZE, WORST_WITH_SIZE -> entry.size();
      };
    }
  }

  /** The results. */
  public record Results(Manifest manifest, List<Entry> entries, List<Power> powers) {
    /** Copies the lists. */
    public Results {
      entries = List.copyOf(entries);
      powers = List.copyOf(powers);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (ProblemConfig problem : config.problems()) {
      for (double ratio : problem.distinctRatios()) {
        for (double noise : noises()) {
          units.add(new Unit(config, problem, ratio, noise));
        }
      }
    }
    return units;
  }

  private List<Double> noises() {
    return config.noises().stream().distinct().toList();
  }

  @Override
  public void run(StudyContext context) throws IOException {
    List<Entry> entries =
        context.complete("parts", units(), Entry.class, Unit::isOf).stream()
            .map(entry -> entry.at(config.problem().size()))
            .toList();
    write(context, entries);
  }

  private void write(StudyContext context, List<Entry> entries) throws IOException {
    List<List<?>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      rows.add(
          List.of(
              entry.size(),
              entry.ratio(),
              entry.count(),
              entry.noise(),
              entry.descents(),
              entry.typical(),
              entry.worst(),
              entry.spread(),
              entry.isometry()));
    }
    context
        .files()
        .csv(
            "noise.csv",
            List.of(
                "n",
                "ratio",
                "measurements",
                "sigma",
                "descents",
                "median_error",
                "worst_error",
                "spread",
                "isometry_lower_bound"),
            rows);
    List<Power> powers = powers(entries);
    context
        .files()
        .csv(
            "exponents.csv",
            List.of("quantity", "exponent", "lower", "upper"),
            powers.stream()
                .map(p -> List.of(p.quantity(), p.exponent(), p.lower(), p.upper()))
                .toList());
    for (Power power : powers) {
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "%s: exponent %.2f [%.2f, %.2f]",
                  power.quantity(),
                  power.exponent(),
                  power.lower(),
                  power.upper()));
    }
    drawFigures(context, entries);
    context.files().json(new Results(context.run().manifest(), entries, powers));
  }

  private boolean hasSizes() {
    return config.problems().size() > 1;
  }

  /** Fits the errors against the noise, m and n, with the two others kept as they are. */
  private List<Power> powers(List<Entry> entries) {
    List<Power> powers = new ArrayList<>();
    String unit = config.problem().unit();
    for (ProblemConfig problem : config.problems()) {
      List<Entry> own = some(entries, entry -> entry.size() == problem.size());
      String size = hasSizes() ? problem.sizeWords(problem.size()) + ", " : "";
      for (double ratio : problem.distinctRatios()) {
        String at = " error with σ, %sm = %s %s".formatted(size, ratio, unit);
        List<Entry> some = some(own, entry -> entry.ratio() == ratio);
        fit(Law.MEDIAN_WITH_NOISE, "median" + at, some, powers);
        fit(Law.WORST_WITH_NOISE, "worst" + at, some, powers);
      }
      for (double noise : noises()) {
        String at = " error with m, %sσ = %s".formatted(size, noise);
        List<Entry> some = some(own, entry -> entry.noise() == noise);
        fit(Law.MEDIAN_WITH_COUNT, "median" + at, some, powers);
        fit(Law.WORST_WITH_COUNT, "worst" + at, some, powers);
      }
    }
    if (hasSizes()) {
      for (double ratio : config.problem().distinctRatios()) {
        for (double noise : noises()) {
          String at = " error with n, m = %s %s, σ = %s".formatted(ratio, unit, noise);
          List<Entry> some =
              some(entries, entry -> entry.ratio() == ratio && entry.noise() == noise);
          fit(Law.MEDIAN_WITH_SIZE, "median" + at, some, powers);
          fit(Law.WORST_WITH_SIZE, "worst" + at, some, powers);
        }
      }
    }
    return powers;
  }

  private static List<Entry> some(List<Entry> entries, Predicate<Entry> which) {
    return entries.stream().filter(which).toList();
  }

  private static void fit(Law law, String quantity, List<Entry> entries, List<Power> to) {
    if (entries.size() < 3) {
      return; // two points leave no error
    }
    SimpleRegression regression = new SimpleRegression();
    for (Entry entry : entries) {
      regression.addData(
          Math.log(law.position(entry)),
          Math.log(law.isOfMedian() ? entry.typical() : entry.worst()));
    }
    double half = regression.getSlopeConfidenceInterval();
    double slope = regression.getSlope();
    to.add(new Power(quantity, law, slope, slope - half, slope + half));
  }

  /** Draws the errors against the noise, and where there are several sizes, against n. */
  private void drawFigures(StudyContext context, List<Entry> entries) throws IOException {
    ProblemConfig problem = config.problem();
    String problems =
        hasSizes()
            ? "%s measurements, r = %d".formatted(problem.ensemble(), problem.rank())
            : problem.describe();
    String caption =
        problems + ", %d descents each.".formatted(config.instances() * config.starts());
    context
        .files()
        .figure("noise", CurvePlot.of("Errors of noisy recovery", againstNoise(entries), caption));
    if (hasSizes()) {
      context
          .files()
          .figure(
              "sizes",
              CurvePlot.of("Errors of noisy recovery against n", againstSize(entries), caption));
    }
  }

  /** Returns a panel of medians and one of the largest errors at each size. */
  private List<Panel> againstNoise(List<Entry> entries) {
    List<Panel> medians = new ArrayList<>();
    List<Panel> largest = new ArrayList<>();
    for (ProblemConfig problem : config.problems()) {
      List<Entry> own = some(entries, entry -> entry.size() == problem.size());
      List<String> names = new ArrayList<>();
      List<List<Entry>> parts = new ArrayList<>();
      for (double ratio : problem.distinctRatios()) {
        names.add("m = %s %s".formatted(ratio, problem.unit()));
        parts.add(some(own, entry -> entry.ratio() == ratio));
      }
      String at = hasSizes() ? ", " + problem.sizeWords(problem.size()) : "";
      medians.add(panel("median" + at, Law.MEDIAN_WITH_NOISE, "σ", names, parts));
      largest.add(panel("worst" + at, Law.WORST_WITH_NOISE, "σ", names, parts));
    }
    medians.addAll(largest);
    return medians;
  }

  /** Returns a panel of medians and one of the largest errors at each ratio. */
  private List<Panel> againstSize(List<Entry> entries) {
    List<Panel> medians = new ArrayList<>();
    List<Panel> largest = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      List<String> names = new ArrayList<>();
      List<List<Entry>> parts = new ArrayList<>();
      for (double noise : noises()) {
        names.add("σ = " + noise);
        parts.add(some(entries, entry -> entry.ratio() == ratio && entry.noise() == noise));
      }
      String at = ", m = %s %s".formatted(ratio, config.problem().unit());
      medians.add(panel("median" + at, Law.MEDIAN_WITH_SIZE, "n", names, parts));
      largest.add(panel("worst" + at, Law.WORST_WITH_SIZE, "n", names, parts));
    }
    medians.addAll(largest);
    return medians;
  }

  /** Draws errors against what a law says, a curve for each part. */
  private static Panel panel(
      String title, Law law, String position, List<String> names, List<List<Entry>> parts) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Entry> some = parts.get(i);
      curves.add(
          new Curve(
              names.get(i),
              some.stream().map(law::position).toList(),
              some.stream()
                  .map(entry -> Math.log10(law.isOfMedian() ? entry.typical() : entry.worst()))
                  .toList(),
              List.of(),
              List.of(),
              true));
    }
    return new Panel(title, position, "log10 of the relative error", true, curves);
  }
}
