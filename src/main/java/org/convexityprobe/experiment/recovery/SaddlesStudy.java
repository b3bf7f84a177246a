package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.StudyContext;
import org.convexityprobe.experiment.factorization.StudyUnit;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.recovery.Computing;
import org.convexityprobe.recovery.CriticalPoint;
import org.convexityprobe.recovery.Factor;
import org.convexityprobe.recovery.PlantedInstance;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.convexityprobe.report.Figure;

/**
 * Strict saddles: at critical points that are no minima, how negative the curvature is against the
 * smallest eigenvalue σ_r of X* (arXiv 1605.07221, Theorem 3).
 */
public record SaddlesStudy(SaddlesConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "recovery-saddles";

  /** The critical points of one problem. */
  record Unit(SaddlesConfig config, double ratio, int instance) implements StudyUnit<Entry> {
    @Override
    public String describe() {
      return "critical points of problem %d at ratio %s".formatted(instance, ratio);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<FactorizationListener> control) {
      Computing computing = ProblemConfig.computing(context, control);
      PlantedInstance problem = config.problem().draw(ratio, instance, computing);
      List<Analytic> analytic = new ArrayList<>();
      List<CriticalPoint> searched = new ArrayList<>();
      for (List<Integer> kept : CriticalPoint.subsets(config.problem().rank())) {
        control.check();
        analytic.add(
            new Analytic(
                kept,
                CriticalPoint.underIsometry(problem, kept),
                CriticalPoint.near(problem, kept)));
      }
      for (int start = 0; start < config.searches(); start++) {
        control.check();
        Factor from = problem.start(start, config.problem().seed(instance));
        CriticalPoint.search(problem, from).ifPresent(searched::add);
      }
      control.check();
      double[] eigenvalues = problem.eigenvalues();
      return new Entry(
          ratio,
          instance,
          eigenvalues[eigenvalues.length - 1],
          config.problem().isometry(ratio, computing),
          analytic,
          searched);
    }

    boolean isOf(Entry entry) {
      return entry.ratio() == ratio && entry.instance() == instance;
    }
  }

  /**
   * A search for the critical point near one that exact isometry has.
   *
   * @param kept which eigenpairs of X* it has, 0 for that of the largest eigenvalue
   * @param underIsometry the smallest eigenvalue of the Hessian under exact isometry
   * @param point where it ended, which need not be critical
   */
  public record Analytic(List<Integer> kept, double underIsometry, CriticalPoint point) {
    /** Copies the list. */
    public Analytic {
      kept = List.copyOf(kept);
    }

    /** Returns the eigenpairs from 1 on, such as {@code 1 3}. */
    String words() {
      return kept.isEmpty()
          ? "none"
          : kept.stream().map(i -> String.valueOf(i + 1)).collect(Collectors.joining(" "));
    }
  }

  /**
   * What was found in one problem.
   *
   * @param ratio m/(nr)
   * @param instance which problem
   * @param smallest σ_r(X*)
   * @param isometry lower bound of the restricted isometry constant at rank 2r, of the first
   *     problem; 0 where none was searched
   * @param analytic where searches ended that began at the critical points of exact isometry
   * @param searched critical points that were found from random starts, without X*
   */
  public record Entry(
      double ratio,
      int instance,
      double smallest,
      double isometry,
      List<Analytic> analytic,
      List<CriticalPoint> searched) {
    /** Copies the lists. */
    public Entry {
      analytic = List.copyOf(analytic);
      searched = List.copyOf(searched);
    }

    /** Returns all critical points. */
    public List<CriticalPoint> all() {
      return Stream.concat(near(), searched.stream()).toList();
    }

    private static Stream<CriticalPoint> saddles(Stream<CriticalPoint> points) {
      return points.filter(point -> point.kind() == CriticalPoint.Kind.SADDLE);
    }

    private Stream<CriticalPoint> near() {
      return analytic.stream().map(Analytic::point).filter(CriticalPoint::critical);
    }

    /** Returns how many critical points are of a kind. */
    public int count(CriticalPoint.Kind kind) {
      return (int) all().stream().filter(point -> point.kind() == kind).count();
    }

    /** Returns −(least eigenvalue) / σ_r(X*) at all saddles. */
    public DoubleStream shares() {
      return saddles(all().stream()).mapToDouble(point -> -point.least() / smallest);
    }

    /** Returns how many searches near those of exact isometry ended at no critical point. */
    int missed() {
      return (int) (analytic.size() - near().count());
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
    return KIND;
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
      entry
          .analytic()
          .forEach(each -> rows.add(row(entry, each.words(), each.underIsometry(), each.point())));
      entry.searched().forEach(point -> rows.add(row(entry, "searched", "", point)));
    }
    context
        .files()
        .csv(
            "saddles.csv",
            List.of(
                "ratio",
                "instance",
                "isometry_lower_bound",
                "kept",
                "critical",
                "gradient_norm",
                "relative_error",
                "least_eigenvalue",
                "under_isometry",
                "sigma_r",
                "over_sigma_r",
                "relative_loss",
                "kind"),
            rows);
    context.files().figure("saddles", figure(entries));
    context.files().json(new Results(context.run().manifest(), entries));
    for (double ratio : config.problem().distinctRatios()) {
      context
          .listener()
          .note(note(ratio, entries.stream().filter(entry -> entry.ratio() == ratio).toList()));
    }
  }

  /** Returns what was found at one ratio. */
  private String note(double ratio, List<Entry> entries) {
    DoubleSummaryStatistics shares =
        entries.stream().flatMapToDouble(Entry::shares).summaryStatistics();
    String found =
        shares.getCount() == 0
            ? "no saddle was found"
            : String.format(
                Locale.ROOT,
                "least eigenvalue between %.2f and %.2f times −σ_r(X*) at %d saddles, %d"
                    + " of them searched",
                shares.getMin(),
                shares.getMax(),
                shares.getCount(),
                entries.stream()
                    .mapToLong(entry -> Entry.saddles(entry.searched().stream()).count())
                    .sum());
    int missed = entries.stream().mapToInt(Entry::missed).sum();
    return "m = %s %s: %s%s%s%s"
        .formatted(
            ratio,
            config.problem().unit(),
            found,
            apart(entries, CriticalPoint.Kind.SOLUTION, "matrices of loss 0"),
            apart(entries, CriticalPoint.Kind.MINIMUM, "minima of a loss above 0"),
            missed == 0
                ? ""
                : "; %d of %d searches near those of exact isometry ended at no critical point"
                    .formatted(
                        missed, entries.stream().mapToInt(entry -> entry.analytic().size()).sum()));
  }

  /** Returns how many critical points are no saddles, in words; empty where none is of the kind. */
  private static String apart(List<Entry> entries, CriticalPoint.Kind kind, String words) {
    int count = entries.stream().mapToInt(entry -> entry.count(kind)).sum();
    return count == 0 ? "" : "; %d further critical points are %s".formatted(count, words);
  }

  private static List<Object> row(
      Entry entry, String kept, Object underIsometry, CriticalPoint point) {
    return List.of(
        entry.ratio(),
        entry.instance(),
        entry.isometry(),
        kept,
        point.critical(),
        point.gradientNorm(),
        point.error(),
        point.least(),
        underIsometry,
        entry.smallest(),
        -point.least() / entry.smallest(),
        point.relativeLoss() == null ? "" : point.relativeLoss(),
        point.kind());
  }

  private Figure figure(List<Entry> entries) {
    List<Curve> curves = new ArrayList<>();
    add("near those of exact isometry", entries, Entry::near, curves);
    add("searched from random starts", entries, entry -> entry.searched().stream(), curves);
    return CurvePlot.of(
        "Curvature at critical points that are not X*",
        List.of(
            new Panel(
                "",
                "lower bound of the isometry constant",
                "−(least eigenvalue) / σ_r(X*)",
                false,
                curves)),
        config.problem().describe()
            + "; each point is a critical point of one of %d problems at each of %d ratios %s."
                .formatted(
                    config.instances(),
                    config.problem().distinctRatios().size(),
                    config.problem().ratioName()));
  }

  private static void add(
      String name,
      List<Entry> entries,
      Function<Entry, Stream<CriticalPoint>> points,
      List<Curve> curves) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Entry entry : entries) {
      Entry.saddles(points.apply(entry))
          .forEach(
              point -> {
                x.add(entry.isometry());
                y.add(-point.least() / entry.smallest());
              });
    }
    if (!x.isEmpty()) {
      curves.add(Curve.points(name, x, y));
    }
  }
}
