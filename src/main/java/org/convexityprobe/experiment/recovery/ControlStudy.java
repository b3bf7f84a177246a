package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.recovery.DescentEnd;
import org.convexityprobe.recovery.Factor;
import org.convexityprobe.recovery.GradientDescent;
import org.convexityprobe.recovery.GradientDescent.Descent;
import org.convexityprobe.recovery.PlantedInstance;
import org.convexityprobe.recovery.SpuriousMinimum;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * The negative control: problems with a known spurious critical point must show it. At a restricted
 * isometry constant of ½ (Zhang, Josz, Sojoudi and Lavaei, arXiv 1805.10251) it is degenerate, and
 * descent leaves it slowly; beyond ½ it is a local minimum. "None was found" elsewhere says
 * something only if it is found here.
 */
public record ControlStudy(ControlConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-control";

  /** The constant at which the critical point is not yet a minimum. */
  private static final double DEGENERATE = 0.5;

  private static final int AT_ONCE = 100;
  private static final double RECOVERED = 1e-3;

  /** A relative distance of UUᵀ that is near the critical point. */
  private static final double NEAR = 0.5;

  /** Descents from some starts. */
  record Unit(ControlConfig config, double isometry, Method method, int first)
      implements StudyUnit<Entry> {
    @Override
    public String describe() {
      return "descents by %s from start %d on".formatted(method.words, first);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      PlantedInstance instance = SpuriousMinimum.instance(isometry);
      GradientDescent descent =
          method == Method.SGD ? config.stochastic() : config.gradientDescent();
      List<Supplier<Run>> runs = new ArrayList<>();
      for (int i = first; i < Math.min(first + AT_ONCE, config.starts()); i++) {
        int index = i;
        runs.add(
            () -> {
              control.check();
              return run(instance, descent, index);
            });
      }
      return new Entry(
          isometry,
          method,
          first,
          ProblemConfig.computing(context, control).sideBySide(instance, runs));
    }

    private Run run(PlantedInstance instance, GradientDescent descent, int index) {
      Factor start = SpuriousMinimum.start(index, config.seed());
      Descent end = descent.from(instance.loss(), start, config.seed() + index);
      return new Run(
          start.get(0, 0),
          start.get(1, 0),
          SpuriousMinimum.distance(end.point()) < NEAR,
          DescentEnd.of(descent, end, instance, instance.loss(), RECOVERED));
    }

    boolean isOf(Entry entry) {
      return entry.isometry() == isometry && entry.method() == method && entry.first() == first;
    }
  }

  /** How steps are taken. */
  public enum Method {
    /** On all measurements. */
    GRADIENT_DESCENT("gradient descent"),
    /** On some of them. */
    SGD("SGD");

    private final String words;

    Method(String words) {
      this.words = words;
    }
  }

  /**
   * One descent.
   *
   * @param x first number of the start
   * @param y second number of it
   * @param near whether it ended near the spurious critical point
   * @param end what was reached
   */
  public record Run(double x, double y, boolean near, DescentEnd end) {}

  /**
   * Some descents.
   *
   * @param isometry restricted isometry constant of the problem
   * @param method how steps were taken
   * @param first number of the first start
   * @param runs the descents
   */
  public record Entry(double isometry, Method method, int first, List<Run> runs) {
    /** Copies the list. */
    public Entry {
      runs = List.copyOf(runs);
    }
  }

  /**
   * All descents of a method on a problem.
   *
   * @param isometry restricted isometry constant of the problem
   * @param method how steps were taken
   * @param near those that ended near the spurious critical point
   * @param outcome where they ended
   */
  public record Finding(double isometry, Method method, Proportion near, Outcome outcome) {
    /** Returns whether the critical point is a local minimum. */
    public boolean expectsMinimum() {
      return isometry > DEGENERATE;
    }

    /** Returns whether what is known of the problem was found: a minimum, as such. */
    public boolean succeeded() {
      return near.successes() > 0
          && (!expectsMinimum() || outcome.count(DescentEnd.SPURIOUS) == near.successes());
    }
  }

  /**
   * The results.
   *
   * @param manifest what made them
   * @param findings by problem and method
   * @param entries all descents
   */
  public record Results(Manifest manifest, List<Finding> findings, List<Entry> entries) {
    /** Copies the lists. */
    public Results {
      findings = List.copyOf(findings);
      entries = List.copyOf(entries);
    }

    /** Returns the descents of a method on a problem. */
    List<Run> runs(double isometry, Method method) {
      return entries.stream()
          .filter(entry -> entry.isometry() == isometry && entry.method() == method)
          .flatMap(entry -> entry.runs().stream())
          .toList();
    }

    /** Returns the constants of the problems. */
    List<Double> isometries() {
      return findings.stream().map(Finding::isometry).distinct().toList();
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (double isometry : config.isometry().stream().distinct().toList()) {
      for (Method method : Method.values()) {
        for (int first = 0; first < config.starts(); first += AT_ONCE) {
          units.add(new Unit(config, isometry, method, first));
        }
      }
    }
    return units;
  }

  @Override
  public void run(StudyContext context) throws IOException {
    List<Entry> entries = context.complete("parts", units(), Entry.class, Unit::isOf);
    Results all = new Results(context.run().manifest(), List.of(), entries);
    List<Finding> findings = new ArrayList<>();
    for (double isometry : config.isometry().stream().distinct().toList()) {
      for (Method method : Method.values()) {
        List<Run> runs = all.runs(isometry, method);
        findings.add(
            new Finding(
                isometry,
                method,
                Proportion.of((int) runs.stream().filter(Run::near).count(), runs.size()),
                Outcome.of(runs.stream().map(Run::end).toList())));
      }
    }
    write(context, new Results(all.manifest(), findings, entries));
  }

  private void write(StudyContext context, Results results) throws IOException {
    results.findings().forEach(finding -> context.listener().note(words(finding)));
    List<List<?>> rows = new ArrayList<>();
    for (Entry entry : results.entries()) {
      entry
          .runs()
          .forEach(
              run ->
                  rows.add(
                      List.of(
                          entry.isometry(),
                          entry.method().words,
                          run.x(),
                          run.y(),
                          run.near(),
                          run.end())));
    }
    context
        .files()
        .csv("control.csv", List.of("isometry", "method", "x", "y", "near", "end"), rows);
    context
        .files()
        .figure(
            "control",
            CurvePlot.of(
                "Starts by where SGD ends: problems with a spurious critical point",
                results.isometries().stream().map(isometry -> panel(results, isometry)).toList(),
                "n = 2, r = 1, m = 3; δ: restricted isometry constant. X* is at (±1, 0), the"
                    + " spurious critical point at (0, ±0.707). It is a minimum where δ > 0.5."));
    context.files().json(results);
  }

  /** Says what a method did on a problem. */
  static String words(Finding finding) {
    Proportion near = finding.near();
    String what =
        String.format(
            Locale.ROOT,
            "isometry constant %s, %s: %d of %d starts end near the spurious point, %.3f [%.3f,"
                + " %.3f]",
            finding.isometry(),
            finding.method().words,
            near.successes(),
            near.trials(),
            near.value(),
            near.lower(),
            near.upper());
    if (near.successes() == 0) {
      return what + ". The control failed: more starts, or shorter steps, should find it";
    }
    String often = String.format(Locale.ROOT, ", one of %.0f", 1 / near.value());
    if (!finding.expectsMinimum()) {
      return what + often + ". It has no direction of negative curvature, but is no minimum";
    }
    return what
        + often
        + (finding.succeeded()
            ? ". It is found to be a minimum, as it is"
            : ". The control failed: only %d of them were found to be at a minimum"
                .formatted(finding.outcome().count(DescentEnd.SPURIOUS)));
  }

  /** Returns the starts of SGD on a problem as points, by where they end. */
  static Panel panel(Results results, double isometry) {
    List<Run> runs = results.runs(isometry, Method.SGD);
    List<Curve> curves = new ArrayList<>();
    add("ends at X*", runs.stream().filter(run -> run.end() == DescentEnd.PLANTED), curves);
    add("ends near the spurious point", runs.stream().filter(Run::near), curves);
    add(
        "ends elsewhere",
        runs.stream().filter(run -> !run.near() && run.end() != DescentEnd.PLANTED),
        curves);
    return new Panel("δ = " + isometry, "first entry of U", "second entry of U", false, curves);
  }

  private static void add(String name, Stream<Run> runs, List<Curve> curves) {
    List<Run> some = runs.toList();
    if (!some.isEmpty()) {
      curves.add(
          Curve.points(
              name, some.stream().map(Run::x).toList(), some.stream().map(Run::y).toList()));
    }
  }
}
