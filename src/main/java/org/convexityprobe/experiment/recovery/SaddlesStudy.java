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
import org.convexityprobe.recovery.CriticalPoint;
import org.convexityprobe.recovery.PlantedInstance;

/**
 * Strict saddles: at critical points that are no minima, how negative the curvature is against the
 * smallest eigenvalue σ_r of X* (arXiv 1605.07221, Theorem 3).
 */
public record SaddlesStudy(SaddlesConfig config) implements Study {
  /** The critical points of one problem. */
  record Unit(SaddlesConfig config, double ratio, int instance) implements StudyUnit<Entry> {
    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      PlantedInstance problem = config.problem().draw(ratio, instance);
      List<CriticalPoint> points = new ArrayList<>();
      for (int rank = 0; rank < config.problem().rank(); rank++) {
        control.check();
        points.add(CriticalPoint.near(problem, rank));
      }
      double[] eigenvalues = problem.eigenvalues();
      return new Entry(ratio, instance, eigenvalues[eigenvalues.length - 1], points);
    }

    boolean isOf(Entry entry) {
      return entry.ratio() == ratio && entry.instance() == instance;
    }
  }

  /**
   * What was found in one problem.
   *
   * @param ratio m/(nr)
   * @param instance which problem
   * @param smallest σ_r(X*)
   * @param points the critical points
   */
  public record Entry(double ratio, int instance, double smallest, List<CriticalPoint> points) {
    /** Copies the list. */
    public Entry {
      points = List.copyOf(points);
    }
  }

  /** The results. */
  public record Results(Manifest manifest, List<Entry> entries) {
    /** Copies the list. */
    public Results {
      entries = List.copyOf(entries);
    }
  }

  @Override
  public String kind() {
    return "recovery-saddles";
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (double ratio : config.problem().distinctRatios()) {
      for (int instance = 0; instance < config.instances(); instance++) {
        units.add(new Unit(config, ratio, instance));
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
      for (CriticalPoint point : entry.points()) {
        rows.add(
            List.of(
                entry.ratio(),
                entry.instance(),
                point.rank(),
                point.gradientNorm(),
                point.error(),
                point.least(),
                point.expected(),
                entry.smallest(),
                -point.least() / entry.smallest()));
      }
    }
    context
        .files()
        .csv(
            "saddles.csv",
            List.of(
                "ratio",
                "instance",
                "rank",
                "gradient_norm",
                "relative_error",
                "least_eigenvalue",
                "under_isometry",
                "sigma_r",
                "over_sigma_r"),
            rows);
    context.files().json(new Results(context.run().manifest(), entries));
    for (double ratio : config.problem().distinctRatios()) {
      List<Double> shares =
          entries.stream()
              .filter(entry -> entry.ratio() == ratio)
              .flatMap(entry -> entry.points().stream().map(p -> -p.least() / entry.smallest()))
              .sorted()
              .toList();
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "m = %s nr: least eigenvalue between %.2f and %.2f times −σ_r(X*) at %d critical"
                      + " points",
                  ratio,
                  shares.get(0),
                  shares.get(shares.size() - 1),
                  shares.size()));
    }
  }
}
