package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
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
 * from it, against the noise and the number of measurements (arXiv 1605.07221, Theorem 2).
 */
public record NoiseStudy(NoiseConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-noise";

  /** All descents at one ratio and noise. */
  record Unit(NoiseConfig config, double ratio, double noise) implements StudyUnit<Entry> {
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
        PlantedInstance problem = config.problem().draw(ratio, noise, instance, computing);
        long seed = config.problem().seed(instance);
        Factor optimum = config.descent().from(problem.loss(), problem.truth(), seed).point();
        List<Supplier<Factor>> descents = new ArrayList<>();
        for (int start = 0; start < config.starts(); start++) {
          Factor from = problem.start(start, seed);
          descents.add(() -> config.descent().from(problem.loss(), from, seed).point());
        }
        for (Factor end : computing.sideBySide(problem, descents)) {
          errors.addValue(problem.relativeError(end));
          spread = Math.max(spread, problem.relativeDistance(end, optimum));
        }
      }
      control.check();
      return new Entry(
          ratio,
          config.problem().count(ratio),
          noise,
          (int) errors.getN(),
          errors.getPercentile(50),
          errors.getMax(),
          spread,
          config.problem().isometry(ratio, computing));
    }

    boolean isOf(Entry entry) {
      return entry.ratio() == ratio && entry.noise() == noise;
    }
  }

  /**
   * What was found at one ratio and noise.
   *
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
      double ratio,
      int count,
      double noise,
      int descents,
      double typical,
      double worst,
      double spread,
      double isometry) {}

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
    WORST_WITH_COUNT
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
    for (double ratio : config.problem().distinctRatios()) {
      for (double noise : config.noises().stream().distinct().toList()) {
        units.add(new Unit(config, ratio, noise));
      }
    }
    return units;
  }

  @Override
  public void run(StudyContext context) throws IOException {
    write(context, context.complete("parts", units(), Entry.class, Unit::isOf));
  }

  private void write(StudyContext context, List<Entry> entries) throws IOException {
    List<List<?>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      rows.add(
          List.of(
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
    context
        .files()
        .figure(
            "noise",
            CurvePlot.of(
                "Errors of noisy recovery",
                List.of(
                    panel("median", entries, Entry::typical),
                    panel("worst", entries, Entry::worst)),
                config.problem().describe()
                    + ", %d descents each.".formatted(config.instances() * config.starts())));
    context.files().json(new Results(context.run().manifest(), entries, powers));
  }

  /** Fits the errors at each ratio against the noise, and at each noise against m. */
  private List<Power> powers(List<Entry> entries) {
    List<Power> powers = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      List<Entry> some = entries.stream().filter(entry -> entry.ratio() == ratio).toList();
      String at = " error with σ, m = %s %s".formatted(ratio, config.problem().unit());
      fit(Law.MEDIAN_WITH_NOISE, "median" + at, some, powers);
      fit(Law.WORST_WITH_NOISE, "worst" + at, some, powers);
    }
    for (double noise : config.noises().stream().distinct().toList()) {
      List<Entry> some = entries.stream().filter(entry -> entry.noise() == noise).toList();
      String at = " error with m, σ = %s".formatted(noise);
      fit(Law.MEDIAN_WITH_COUNT, "median" + at, some, powers);
      fit(Law.WORST_WITH_COUNT, "worst" + at, some, powers);
    }
    return powers;
  }

  private static void fit(Law law, String quantity, List<Entry> entries, List<Power> to) {
    if (entries.size() < 3) {
      return; // two points leave no error
    }
    boolean noise = law == Law.MEDIAN_WITH_NOISE || law == Law.WORST_WITH_NOISE;
    boolean median = law == Law.MEDIAN_WITH_NOISE || law == Law.MEDIAN_WITH_COUNT;
    SimpleRegression regression = new SimpleRegression();
    for (Entry entry : entries) {
      regression.addData(
          Math.log(noise ? entry.noise() : entry.count()),
          Math.log(median ? entry.typical() : entry.worst()));
    }
    double half = regression.getSlopeConfidenceInterval();
    double slope = regression.getSlope();
    to.add(new Power(quantity, law, slope, slope - half, slope + half));
  }

  private Panel panel(String title, List<Entry> entries, ToDoubleFunction<Entry> error) {
    List<Curve> curves = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      List<Entry> some = entries.stream().filter(entry -> entry.ratio() == ratio).toList();
      curves.add(
          new Curve(
              "m = %s %s".formatted(ratio, config.problem().unit()),
              some.stream().map(Entry::noise).toList(),
              some.stream().map(entry -> Math.log10(error.applyAsDouble(entry))).toList(),
              List.of(),
              List.of(),
              true));
    }
    return new Panel(title, "σ", "log10 of the relative error", true, curves);
  }
}
