package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixSampling;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.nmf.CurvatureSummary;
import org.convexityprobe.nmf.CurvatureSummary.Interval;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * How the curvature α towards optima is distributed, against the share of rows and columns kept
 * (Fig. 5 and 6 of the AAAI paper, Fig. 11 of the ICLR version).
 *
 * @param matrix what is factorised
 * @param solve how optima are found
 * @param optima number of optima at each rate
 * @param points number of random points at each rate
 * @param rates shares of rows and of columns kept
 */
public record CurvatureStudy(
    MatrixConfig matrix, FactorizationConfig solve, int optima, int points, List<Double> rates)
    implements FactorizationRun.Study {
  /** 50 optima and 50 points, as in the AAAI paper. */
  public static final CurvatureStudy DEFAULT =
      new CurvatureStudy(
          MatrixConfig.DEFAULT,
          FactorizationConfig.DEFAULT,
          50,
          50,
          List.of(0.1, 0.2, 0.4, 0.6, 0.8, 1.0));

  /** Checks the sizes. */
  public CurvatureStudy {
    rates = List.copyOf(rates);
    if (optima < 1 || points < 1 || optima * points < 2) {
      throw new IllegalArgumentException(
          "%d optima and %d points; expected at least two pairs".formatted(optima, points));
    }
    if (rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0 && rate <= 1))) {
      throw new IllegalArgumentException(
          "rates %s; expected shares above 0 and at most 1".formatted(rates));
    }
  }

  /**
   * The curvature at one rate.
   *
   * @param rate share of rows and columns kept
   * @param rows n then
   * @param columns m then
   * @param observed N then
   * @param seconds that all pairs took
   * @param summary over all pairs, per observed entry
   */
  public record Entry(
      double rate, int rows, int columns, int observed, double seconds, CurvatureSummary summary) {}

  /**
   * All rates.
   *
   * @param manifest what made them
   * @param matrix what was factorised
   * @param entries by rate
   */
  public record Results(Manifest manifest, MatrixFacts matrix, List<Entry> entries) {}

  @Override
  public String kind() {
    return "nmf-curvature";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    MatrixReading reading = context.read(matrix);
    List<Entry> entries = new ArrayList<>();
    Journal<Entry> journal = context.run().journal(Entry.class);
    for (double rate : rates) {
      context.check();
      Entry entry =
          journal.entries().stream().filter(done -> done.rate == rate).findFirst().orElse(null);
      if (entry == null) {
        entry = measure(context, reading.matrix(), rate);
        journal.append(entry);
        context.optima(folder(rate)).clear(optima);
      }
      entries.add(entry);
      context.listener().note(describe(entry));
    }
    context.write(new Results(context.manifest(), MatrixFacts.of(reading), entries), reading);
    write(context, entries);
  }

  private static String folder(double rate) {
    return "optima-" + rate;
  }

  private Entry measure(FactorizationRun.Context context, RealMatrix whole, double rate)
      throws IOException {
    RealMatrix part = MatrixSampling.subsample(whole, rate, matrix.sampleSeed());
    FactorizationLoss loss = FactorizationLoss.of(part.withUnitVariance(), context.workers());
    List<Factors> found = context.optima(folder(rate)).find(loss, solve, optima);
    List<Factors> random = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      random.add(solve.point(loss, i));
    }
    context.check();
    long start = System.nanoTime();
    Quartic[][] quartics = loss.alongAll(found, random);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (Quartic[] row : quartics) {
      for (int b = 0; b < row.length; b++) {
        row[b] = row[b].scaledBy(1.0 / loss.observedCount());
      }
    }
    return new Entry(
        rate,
        loss.rows(),
        loss.columns(),
        loss.observedCount(),
        seconds,
        CurvatureSummary.of(quartics, solve.seed()));
  }

  private static String describe(Entry entry) {
    return String.format(
        Locale.ROOT,
        "rate %.2f (%d × %d): σ/μ %.4f [%.4f, %.4f], α ≥ 0 on %.4f of %d lines, star-convex %.4f,"
            + " least α %.4g",
        entry.rate,
        entry.rows,
        entry.columns,
        entry.summary.relativeDeviation().value(),
        entry.summary.relativeDeviation().lower(),
        entry.summary.relativeDeviation().upper(),
        entry.summary.convex().value(),
        entry.summary.optima() * entry.summary.points(),
        entry.summary.starConvex().value(),
        entry.summary.minimum());
  }

  private void write(FactorizationRun.Context context, List<Entry> entries) throws IOException {
    context
        .files()
        .csv(
            "curvature.csv",
            List.of(
                "rate",
                "rows",
                "columns",
                "observed",
                "mean_alpha",
                "sd_alpha",
                "relative_deviation",
                "lower",
                "upper",
                "minimum_alpha",
                "convex_everywhere",
                "convex",
                "star_convex",
                "chord",
                "seconds"),
            entries.stream().map(CurvatureStudy::row).toList());
    context
        .files()
        .figure(
            "curvature",
            CurvePlot.of(
                matrix.title("Curvature towards optima", solve.rank()),
                List.of(
                    new Panel(
                        "",
                        "share of rows and columns kept",
                        "σ/μ of α",
                        false,
                        List.of(curve("", entries, CurvatureSummary::relativeDeviation))),
                    new Panel(
                        "",
                        "share of rows and columns kept",
                        "share of lines",
                        false,
                        List.of(
                            curve("whole line convex", entries, CurvatureSummary::convexEverywhere),
                            curve("α ≥ 0", entries, CurvatureSummary::convex),
                            curve("star-convex", entries, CurvatureSummary::starConvex)))),
                "%d optima, %d random points at each rate. Faint: bootstrap 95 %% intervals over optima and points. α < 0 does not refute star-convexity."
                    .formatted(optima, points)));
  }

  private static List<Object> row(Entry entry) {
    CurvatureSummary s = entry.summary;
    return List.of(
        entry.rate,
        entry.rows,
        entry.columns,
        entry.observed,
        s.mean().value(),
        s.deviation(),
        s.relativeDeviation().value(),
        s.relativeDeviation().lower(),
        s.relativeDeviation().upper(),
        s.minimum(),
        s.convexEverywhere().value(),
        s.convex().value(),
        s.starConvex().value(),
        s.chord().value(),
        entry.seconds);
  }

  private static Curve curve(
      String name, List<Entry> entries, Function<CurvatureSummary, Interval> value) {
    return new Curve(
        name,
        entries.stream().map(Entry::rate).toList(),
        entries.stream().map(entry -> value.apply(entry.summary).value()).toList(),
        entries.stream().map(entry -> value.apply(entry.summary).lower()).toList(),
        entries.stream().map(entry -> value.apply(entry.summary).upper()).toList(),
        true);
  }
}
