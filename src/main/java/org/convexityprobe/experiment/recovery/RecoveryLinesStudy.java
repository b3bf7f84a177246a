package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.Curves;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.nmf.ConvexityTests;
import org.convexityprobe.nmf.MeanInterval;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.recovery.Computing;
import org.convexityprobe.recovery.Factor;
import org.convexityprobe.recovery.PlantedInstance;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * The loss from random points to the optimum nearest to each, exactly: the measures of Björck et
 * al. (AAAI 2021) for factorisations, on recovery.
 */
public record RecoveryLinesStudy(RecoveryLinesConfig config) implements Study {
  /** The lines of one size and ratio. */
  record Unit(RecoveryLinesConfig config, int size, double ratio) implements StudyUnit<Entry> {
    @Override
    public String describe() {
      return "lines of size %d at ratio %s".formatted(size, ratio);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      Computing computing = ProblemConfig.computing(context, control);
      ProblemConfig problems = config.problem().withShape(size, config.problem().rank());
      DescriptiveStatistics alpha = new DescriptiveStatistics();
      List<ConvexityMeasures> measures = new ArrayList<>();
      int convex = 0;
      int star = 0;
      for (int line = 0; line < config.lines(); line++) {
        control.check();
        PlantedInstance problem = problems.draw(ratio, line, computing);
        Factor start = problem.start(0, problems.seed(line));
        Quartic quartic = problem.loss().along(problem.nearest(start), start);
        ConvexityTests tests = quartic.tests();
        measures.add(problem.measures(start));
        convex += tests.convexOnSegment() ? 1 : 0;
        star += tests.starConvex() ? 1 : 0;
        // Per unit of length, and of X*: sizes can be compared.
        double length = problem.distance(start);
        alpha.addValue(quartic.minimumCurvature() / (length * length * problem.eigenvalues()[0]));
      }
      int lines = config.lines();
      return new Entry(
          size,
          ratio,
          lines,
          alpha.getMean(),
          alpha.getStandardDeviation() / Math.sqrt(lines),
          alpha.getMin(),
          Proportion.of(convex, lines),
          Proportion.of(star, lines),
          ConvexityMeasure.means(measures));
    }

    boolean isOf(Entry entry) {
      return entry.ratio() == ratio && entry.size() == size;
    }
  }

  /**
   * What the lines of one size and ratio say.
   *
   * @param size n
   * @param ratio m/(nr)
   * @param lines number of lines, each of a problem of its own
   * @param alpha mean of α, the least second derivative on the line, over the squared length of the
   *     line and the largest eigenvalue of X*
   * @param standardError of that mean
   * @param least least of it
   * @param convex lines that are convex from the point to the optimum
   * @param starConvex lines that are star-convex towards the optimum
   * @param measures means over the lines of the measures of convexity from the random point to the
   *     optimum
   */
  public record Entry(
      int size,
      double ratio,
      int lines,
      double alpha,
      double standardError,
      double least,
      Proportion convex,
      Proportion starConvex,
      Map<ConvexityMeasure, Estimate> measures) {
    /** Copies the means. */
    public Entry {
      measures = measures == null ? Map.of() : new EnumMap<>(measures);
    }
  }

  /** The results. */
  public record Results(Manifest manifest, List<Entry> entries) {
    /** Copies the list. */
    public Results {
      entries = List.copyOf(entries);
    }
  }

  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-lines";

  @Override
  public String kind() {
    return KIND;
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      for (int size : config.sizes().stream().distinct().toList()) {
        units.add(new Unit(config, size, ratio));
      }
    }
    return units;
  }

  @Override
  public void run(StudyContext context) throws IOException {
    write(context, context.complete("parts", units(), Entry.class, Unit::isOf));
  }

  private void write(StudyContext context, List<Entry> entries) throws IOException {
    ProblemConfig problem = config.problem();
    List<List<?>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      rows.add(
          List.of(
              entry.size(),
              entry.ratio(),
              problem.withShape(entry.size(), problem.rank()).count(entry.ratio()),
              entry.lines(),
              entry.alpha(),
              entry.standardError(),
              entry.least(),
              entry.convex().value(),
              entry.convex().lower(),
              entry.convex().upper(),
              entry.starConvex().value(),
              entry.starConvex().lower(),
              entry.starConvex().upper()));
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "%s, m = %s %s: %.2f of %d lines convex, %.2f star-convex; α %.3f ± %.3f",
                  problem.sizeWords(entry.size()),
                  entry.ratio(),
                  problem.unit(),
                  entry.convex().value(),
                  entry.lines(),
                  entry.starConvex().value(),
                  entry.alpha(),
                  entry.standardError()));
    }
    context
        .files()
        .csv(
            "lines.csv",
            List.of(
                "n",
                "ratio",
                "measurements",
                "lines",
                "alpha",
                "alpha_standard_error",
                "alpha_least",
                "convex",
                "convex_lower",
                "convex_upper",
                "star_convex",
                "star_lower",
                "star_upper"),
            rows);
    writeMeasures(context, entries);
    context
        .files()
        .figure(
            "lines",
            CurvePlot.of(
                "Lines to the nearest optimum",
                List.of(shares(entries), curvature(entries)),
                "Low-rank recovery, %s measurements, %sr = %d, %d lines each; faint: 95 %% intervals."
                    .formatted(
                        problem.ensemble(),
                        problem.columns() == 0 ? "" : "n × %d, ".formatted(problem.columns()),
                        problem.rank(),
                        config.lines())));
    context.files().json(new Results(context.run().manifest(), entries));
  }

  /**
   * Writes the means of the measures of convexity with their errors. Journals of the first versions
   * have none.
   */
  private void writeMeasures(StudyContext context, List<Entry> entries) throws IOException {
    ProblemConfig problem = config.problem();
    List<Entry> measured = entries.stream().filter(entry -> !entry.measures().isEmpty()).toList();
    context
        .files()
        .csv(
            "measures.csv",
            ConvexityMeasure.columnsWithErrorsAfter("n", "ratio", "measurements", "lines"),
            measured.stream()
                .map(
                    entry ->
                        ConvexityMeasure.rowWithErrorsAfter(
                            entry.measures(),
                            entry.size(),
                            entry.ratio(),
                            problem.withShape(entry.size(), problem.rank()).count(entry.ratio()),
                            entry.lines()))
                .toList());
    for (double ratio : problem.distinctRatios()) {
      List<Entry> some = measured.stream().filter(entry -> entry.ratio() == ratio).toList();
      if (!some.isEmpty()) {
        String where = "m = %s %s".formatted(ratio, problem.unit());
        context.listener().note("means of the measures of convexity, " + where + ":");
        context.listener().note(String.join(System.lineSeparator(), table(some)));
      }
    }
  }

  private static List<String> table(List<Entry> entries) {
    return ConvexityMeasure.table(
        "n", sizes(entries), entries.stream().map(Entry::measures).toList());
  }

  private Panel shares(List<Entry> entries) {
    List<Curve> curves = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      List<Entry> some = entries.stream().filter(entry -> entry.ratio() == ratio).toList();
      curves.add(
          Curves.ofShares(
              name("convex", ratio), sizes(some), some.stream().map(Entry::convex).toList()));
      curves.add(
          Curves.ofShares(
              name("star-convex", ratio),
              sizes(some),
              some.stream().map(Entry::starConvex).toList()));
    }
    return new Panel("share of lines", "n", "share", true, curves);
  }

  private Panel curvature(List<Entry> entries) {
    double errors = MeanInterval.standardErrors(config.lines());
    List<Curve> curves = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      List<Entry> some = entries.stream().filter(entry -> entry.ratio() == ratio).toList();
      curves.add(
          new Curve(
              name("α", ratio),
              sizes(some),
              some.stream().map(Entry::alpha).toList(),
              some.stream().map(e -> e.alpha() - errors * e.standardError()).toList(),
              some.stream().map(e -> e.alpha() + errors * e.standardError()).toList(),
              true));
    }
    return new Panel("least curvature", "n", "mean α", true, curves);
  }

  private String name(String what, double ratio) {
    return "%s, m = %s %s".formatted(what, ratio, config.problem().unit());
  }

  private static List<Double> sizes(List<Entry> entries) {
    return entries.stream().map(entry -> (double) entry.size()).toList();
  }
}
