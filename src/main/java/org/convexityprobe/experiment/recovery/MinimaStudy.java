package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.recovery.GradientDescent;
import org.convexityprobe.recovery.GradientDescent.Descent;
import org.convexityprobe.recovery.IsometryBound;
import org.convexityprobe.recovery.PlantedInstance;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * No spurious local minima: the share of random starts from which descent reaches X*, against
 * m/(nr), beside a lower bound of the restricted isometry constant (arXiv 1605.07221, Theorem 1).
 */
public record MinimaStudy(MinimaConfig config) implements Study {
  /**
   * All descents at one ratio.
   *
   * @param ratio m/(nr)
   */
  record Unit(MinimaConfig config, double ratio) implements StudyUnit<Entry> {
    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      int[] reached = new int[2];
      List<GradientDescent> methods = List.of(config.gradientDescent(), config.stochastic());
      for (int instance = 0; instance < config.instances(); instance++) {
        PlantedInstance problem = config.problem().draw(ratio, instance);
        long seed = config.problem().seed(instance);
        for (int start = 0; start < config.starts(); start++) {
          for (int method = 0; method < methods.size(); method++) {
            control.check();
            Descent descent =
                methods.get(method).from(problem.loss(), problem.start(start, seed), seed);
            if (problem.relativeError(descent.point()) < config.recovered()) {
              reached[method]++;
            }
          }
        }
      }
      control.check();
      int trials = config.instances() * config.starts();
      IsometryBound isometry =
          IsometryBound.of(
              config.problem().draw(ratio, 0).loss().measurements(),
              2 * config.problem().rank(),
              config.problem().seed());
      return new Entry(
          ratio,
          config.problem().count(ratio),
          Proportion.of(reached[0], trials),
          Proportion.of(reached[1], trials),
          isometry.delta());
    }

    boolean isOf(Entry entry) {
      return entry.ratio() == ratio;
    }
  }

  /**
   * What was found at one ratio.
   *
   * @param ratio m/(nr)
   * @param count m
   * @param gradientDescent descents on all measurements a step that reached X*; the interval takes
   *     starts for independent
   * @param stochastic descents on some measurements a step that did
   * @param isometry lower bound of the restricted isometry constant at rank 2r, of the first
   *     problem
   */
  public record Entry(
      double ratio,
      int count,
      Proportion gradientDescent,
      Proportion stochastic,
      double isometry) {}

  /** The results. */
  public record Results(Manifest manifest, List<Entry> entries) {
    /** Copies the list. */
    public Results {
      entries = List.copyOf(entries);
    }
  }

  @Override
  public String kind() {
    return "recovery-minima";
  }

  private List<Unit> units() {
    return config.problem().distinctRatios().stream()
        .map(ratio -> new Unit(config, ratio))
        .toList();
  }

  @Override
  public void run(StudyContext context) throws IOException {
    write(context, context.complete("parts", units(), Entry.class, Unit::isOf));
  }

  private void write(StudyContext context, List<Entry> entries) throws IOException {
    List<List<?>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Proportion all = entry.gradientDescent();
      Proportion some = entry.stochastic();
      rows.add(
          List.of(
              entry.ratio(),
              entry.count(),
              all.trials(),
              all.value(),
              all.lower(),
              all.upper(),
              some.value(),
              some.lower(),
              some.upper(),
              entry.isometry()));
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "m = %s nr = %d: X* reached by gradient descent from %d of %d starts [%.2f,"
                      + " %.2f], by SGD from %d; isometry constant at least %.2f",
                  entry.ratio(),
                  entry.count(),
                  all.successes(),
                  all.trials(),
                  all.lower(),
                  all.upper(),
                  some.successes(),
                  entry.isometry()));
    }
    context
        .files()
        .csv(
            "minima.csv",
            List.of(
                "ratio",
                "measurements",
                "descents",
                "gd_share",
                "gd_lower",
                "gd_upper",
                "sgd_share",
                "sgd_lower",
                "sgd_upper",
                "isometry_lower_bound"),
            rows);
    context
        .files()
        .figure(
            "minima",
            CurvePlot.of(
                "Descents that reach the planted matrix",
                List.of(shares(entries), isometry(entries)),
                config.problem().describe()
                    + ", %d descents each; faint: exact 95 %% intervals."
                        .formatted(config.instances() * config.starts())));
    context.files().json(new Results(context.run().manifest(), entries));
  }

  private static Panel shares(List<Entry> entries) {
    List<Double> ratios = entries.stream().map(Entry::ratio).toList();
    return new Panel(
        "share of starts",
        "m/(nr)",
        "share that reaches X*",
        false,
        List.of(
            curve(
                "gradient descent", ratios, entries.stream().map(Entry::gradientDescent).toList()),
            curve("SGD", ratios, entries.stream().map(Entry::stochastic).toList())));
  }

  private static Curve curve(String name, List<Double> x, List<Proportion> shares) {
    return new Curve(
        name,
        x,
        shares.stream().map(Proportion::value).toList(),
        shares.stream().map(Proportion::lower).toList(),
        shares.stream().map(Proportion::upper).toList(),
        true);
  }

  private static Panel isometry(List<Entry> entries) {
    return new Panel(
        "isometry",
        "m/(nr)",
        "isometry constant, at least",
        false,
        List.of(
            new Curve(
                "",
                entries.stream().map(Entry::ratio).toList(),
                entries.stream().map(Entry::isometry).toList(),
                List.of(),
                List.of(),
                true)));
  }
}
