package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.Curves;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.recovery.Computing;
import org.convexityprobe.recovery.DescentEnd;
import org.convexityprobe.recovery.Factor;
import org.convexityprobe.recovery.FactorLoss;
import org.convexityprobe.recovery.GradientDescent;
import org.convexityprobe.recovery.PlantedInstance;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * Where completion fails: the share of descents that reach X* against its coherence, with and
 * without the penalty of Ge, Lee and Ma (arXiv 1605.07272) on long rows of U.
 */
public record CompletionStudy(CompletionConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-completion";

  /** All descents at one ratio and support. */
  record Unit(CompletionConfig config, double ratio, int support) implements StudyUnit<Entry> {
    @Override
    public String describe() {
      return "descents with support %d at ratio %s".formatted(support, ratio);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      Computing computing = ProblemConfig.computing(context, control);
      List<DescentEnd> plain = new ArrayList<>();
      List<DescentEnd> penalized = new ArrayList<>();
      DescriptiveStatistics coherence = new DescriptiveStatistics();
      for (int i = 0; i < config.instances(); i++) {
        PlantedInstance instance = config.problem().drawCoherent(ratio, support, i, computing);
        long seed = config.problem().seed(i);
        coherence.addValue(instance.coherence());
        if (instance.loss().vanishes()) {
          // Every entry that was seen is 0, and so U = 0 fits them.
          List<DescentEnd> ends = Collections.nCopies(config.starts(), DescentEnd.OTHER_SOLUTION);
          plain.addAll(ends);
          penalized.addAll(ends);
          continue;
        }
        FactorLoss penalty = config.penalized(instance);
        List<Supplier<DescentEnd>> descents = new ArrayList<>();
        for (int s = 0; s < config.starts(); s++) {
          Factor start = instance.start(s, seed);
          descents.add(() -> end(instance, instance.loss(), start));
          descents.add(() -> end(instance, penalty, start));
        }
        List<DescentEnd> ends = computing.sideBySide(instance, descents);
        for (int s = 0; s < config.starts(); s++) {
          plain.add(ends.get(2 * s));
          penalized.add(ends.get(2 * s + 1));
        }
      }
      return new Entry(
          ratio,
          config.problem().count(ratio),
          support,
          coherence.getMean(),
          Outcome.of(plain),
          Outcome.of(penalized));
    }

    private DescentEnd end(PlantedInstance instance, FactorLoss loss, Factor start) {
      GradientDescent method = config.descent();
      return DescentEnd.of(method, method.from(loss, start, 0), instance, loss, config.recovered());
    }

    boolean isOf(Entry entry) {
      return entry.ratio() == ratio && entry.support() == support;
    }
  }

  /**
   * What was found at one ratio and support.
   *
   * @param ratio m/(nr)
   * @param count m
   * @param support rows of U* that are not 0
   * @param coherence mean over the problems, from 1 to n/r
   * @param plain where descents without the penalty ended
   * @param penalized where descents with it ended
   */
  public record Entry(
      double ratio, int count, int support, double coherence, Outcome plain, Outcome penalized) {}

  /** The results. */
  public record Results(Manifest manifest, List<Entry> entries) {
    /** Copies the list. */
    public Results {
      entries = List.copyOf(entries);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      for (int support : config.supports().stream().distinct().toList()) {
        units.add(new Unit(config, ratio, support));
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
      Proportion plain = entry.plain().reached();
      Proportion penalized = entry.penalized().reached();
      List<Object> row =
          new ArrayList<>(
              List.of(
                  entry.ratio(),
                  entry.count(),
                  entry.support(),
                  entry.coherence(),
                  plain.trials(),
                  plain.value(),
                  plain.lower(),
                  plain.upper(),
                  penalized.value(),
                  penalized.lower(),
                  penalized.upper()));
      row.addAll(entry.plain().failures());
      row.addAll(entry.penalized().failures());
      row.add(entry.penalized().count(DescentEnd.MOVED));
      rows.add(row);
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "m = %s nr, coherence %.1f: X* reached from %d of %d starts [%.2f, %.2f], with"
                      + " the penalty from %d%s%s",
                  entry.ratio(),
                  entry.coherence(),
                  plain.successes(),
                  plain.trials(),
                  plain.lower(),
                  plain.upper(),
                  penalized.successes(),
                  others("; without it ", entry.plain()),
                  others("; with it ", entry.penalized())));
    }
    context
        .files()
        .csv(
            "completion.csv",
            List.of(
                "ratio",
                "measurements",
                "support",
                "coherence",
                "descents",
                "share",
                "lower",
                "upper",
                "penalized_share",
                "penalized_lower",
                "penalized_upper",
                "other_solutions",
                "spurious",
                "saddles",
                "unfinished",
                "penalized_other_solutions",
                "penalized_spurious",
                "penalized_saddles",
                "penalized_unfinished",
                "penalized_moved"),
            rows);
    context
        .files()
        .figure(
            "completion",
            CurvePlot.of(
                "Completion of coherent matrices",
                panels(entries),
                "n = %d, r = %d, %d descents each; faint: exact 95 %% intervals. Penalty: λ = %s,"
                        .formatted(
                            config.problem().size(),
                            config.problem().rank(),
                            config.instances() * config.starts(),
                            config.weight())
                    + " α = %s √(r σ₁/n).".formatted(config.bound())));
    context.files().json(new Results(context.run().manifest(), entries));
  }

  private static String others(String start, Outcome outcome) {
    return outcome.others().isEmpty() ? "" : start + outcome.others();
  }

  /** Returns a panel for each ratio. */
  static List<Panel> panels(List<Entry> entries) {
    return entries.stream()
        .map(Entry::ratio)
        .distinct()
        .map(
            ratio -> {
              List<Entry> some =
                  entries.stream()
                      .filter(entry -> entry.ratio() == ratio)
                      .sorted(Comparator.comparingDouble(Entry::coherence))
                      .toList();
              return new Panel(
                  "m = %s nr".formatted(ratio),
                  "coherence of X*",
                  "share that reaches X*",
                  false,
                  List.of(
                      curve("without penalty", some, Entry::plain),
                      curve("with penalty", some, Entry::penalized)));
            })
        .toList();
  }

  private static Curve curve(String name, List<Entry> entries, Function<Entry, Outcome> outcome) {
    return Curves.ofShares(
        name,
        entries.stream().map(Entry::coherence).toList(),
        entries.stream().map(outcome).map(Outcome::reached).toList());
  }
}
