package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.recovery.Computing;
import org.convexityprobe.recovery.DescentEnd;
import org.convexityprobe.recovery.GradientDescent;
import org.convexityprobe.recovery.GradientDescent.Descent;
import org.convexityprobe.recovery.PlantedInstance;

/**
 * No spurious local minima: the share of random starts from which descent reaches X*, against
 * m/(nr), beside a lower bound of the restricted isometry constant (arXiv 1605.07221, Theorem 1).
 */
public record MinimaStudy(MinimaConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-minima";

  /**
   * All descents of one size, rank and ratio.
   *
   * @param problem with the size and the rank
   * @param ratio m/(nr)
   */
  record Unit(MinimaConfig config, ProblemConfig problem, double ratio)
      implements StudyUnit<Entry> {
    @Override
    public String describe() {
      return "descents of size %d and rank %d at ratio %s"
          .formatted(problem.size(), problem.rank(), ratio);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      Computing computing = ProblemConfig.computing(context, control);
      List<DescentEnd> all = new ArrayList<>();
      List<DescentEnd> some = new ArrayList<>();
      for (int i = 0; i < config.instances(); i++) {
        PlantedInstance instance = problem.draw(ratio, i, computing);
        long seed = problem.seed(i);
        List<Supplier<DescentEnd>> descents = new ArrayList<>();
        for (int s = 0; s < config.starts(); s++) {
          int start = s;
          descents.add(() -> end(config.gradientDescent(), instance, start, seed));
          descents.add(() -> end(config.stochastic(), instance, start, seed));
        }
        List<DescentEnd> ends = computing.sideBySide(instance, descents);
        for (int start = 0; start < config.starts(); start++) {
          all.add(ends.get(2 * start));
          some.add(ends.get(2 * start + 1));
        }
      }
      control.check();
      return new Entry(
          problem.size(),
          problem.rank(),
          ratio,
          problem.count(ratio),
          Outcome.of(all),
          Outcome.of(some),
          problem.isometry(ratio, computing));
    }

    private DescentEnd end(GradientDescent method, PlantedInstance instance, int start, long seed) {
      Descent descent = method.from(instance.loss(), instance.start(start, seed), seed);
      return DescentEnd.of(method, descent, instance, instance.loss(), config.recovered());
    }

    boolean isOf(Entry entry) {
      return entry.size() == problem.size()
          && entry.rank() == problem.rank()
          && entry.ratio() == ratio;
    }
  }

  /**
   * What was found at one size, rank and ratio.
   *
   * @param size n
   * @param rank r
   * @param ratio m/(nr)
   * @param count m
   * @param gradientDescent where descents on all measurements a step ended
   * @param stochastic where descents on some measurements a step did
   * @param isometry lower bound of the restricted isometry constant at rank 2r, of the first
   *     problem; 0 where none was searched
   */
  public record Entry(
      int size,
      int rank,
      double ratio,
      int count,
      Outcome gradientDescent,
      Outcome stochastic,
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
    return KIND;
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (ProblemConfig problem : config.problems()) {
      for (double ratio : problem.distinctRatios()) {
        units.add(new Unit(config, problem, ratio));
      }
    }
    return units;
  }

  @Override
  public void run(StudyContext context) throws IOException {
    List<Entry> entries = context.complete("parts", units(), Entry.class, Unit::isOf);
    entries.forEach(entry -> context.listener().note(words(config.problem(), entry)));
    new MinimaFiles(config, entries).write(context.files());
    context.files().json(new Results(context.run().manifest(), entries));
  }

  private static String words(ProblemConfig problem, Entry entry) {
    String others = entry.gradientDescent().others();
    return String.format(
        Locale.ROOT,
        "%s, r = %d, m = %s %s = %d: X* reached by gradient descent from %d of %d starts"
            + " [%.2f, %.2f], by SGD from %d%s%s",
        problem.sizeWords(entry.size()),
        entry.rank(),
        entry.ratio(),
        problem.unit(),
        entry.count(),
        entry.gradientDescent().reached().successes(),
        entry.gradientDescent().reached().trials(),
        entry.gradientDescent().reached().lower(),
        entry.gradientDescent().reached().upper(),
        entry.stochastic().reached().successes(),
        entry.isometry() == 0
            ? ""
            : String.format(Locale.ROOT, "; isometry constant at least %.2f", entry.isometry()),
        others.isEmpty() ? "" : "; gradient descent ended " + others);
  }
}
