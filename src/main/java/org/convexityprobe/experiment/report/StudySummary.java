package org.convexityprobe.experiment.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.factorization.CurvatureResults;
import org.convexityprobe.experiment.factorization.CurvatureStudy;
import org.convexityprobe.experiment.factorization.FactorizeResults;
import org.convexityprobe.experiment.factorization.FactorizeStudy;
import org.convexityprobe.experiment.factorization.LinesResults;
import org.convexityprobe.experiment.factorization.LinesStudy;
import org.convexityprobe.experiment.factorization.PlantedResults;
import org.convexityprobe.experiment.factorization.PlantedSweep;
import org.convexityprobe.experiment.factorization.SpectrumResults;
import org.convexityprobe.experiment.factorization.SpectrumStudy;
import org.convexityprobe.experiment.factorization.StarResults;
import org.convexityprobe.experiment.factorization.StarStudy;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.experiment.factorization.TrajectoryStudy;
import org.convexityprobe.experiment.recovery.CompletionStudy;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy;
import org.convexityprobe.experiment.recovery.ProblemConfig;
import org.convexityprobe.experiment.recovery.RecoveryLinesStudy;
import org.convexityprobe.experiment.recovery.SaddlesStudy;
import org.convexityprobe.nmf.Proportion;

/** The main result of a finished run on a matrix or on recovery, in one line. */
final class StudySummary {
  private StudySummary() {}

  /**
   * Returns the main result; nothing for other kinds of runs.
   *
   * @throws IOException if the results are damaged
   */
  static Optional<String> of(Path run, Manifest manifest) throws IOException {
    try {
      return Optional.ofNullable(words(run, manifest));
    } catch (IndexOutOfBoundsException | NoSuchElementException e) {
      // A list that every run fills is empty.
      throw new IOException(
          "%s lacks results; %s".formatted(run.resolve(ResultFiles.RESULTS), RunFolder.MAKE_AGAIN),
          e);
    }
  }

  private static String words(Path run, Manifest manifest) throws IOException {
    return switch (manifest.kind()) {
      case LinesStudy.KIND -> lines(read(run, LinesResults.class));
      case CurvatureStudy.KIND -> curvature(read(run, CurvatureResults.class));
      case TrajectoryStudy.KIND -> trajectory(read(run, TrajectoryResults.class));
      case StarStudy.KIND -> star(read(run, StarResults.class));
      case SpectrumStudy.KIND -> spectrum(read(run, SpectrumResults.class));
      case PlantedSweep.KIND -> planted(read(run, PlantedResults.class));
      case FactorizeStudy.KIND -> factorize(read(run, FactorizeResults.class));
      case MinimaStudy.KIND -> minima(read(run, MinimaStudy.Results.class));
      case NoiseStudy.KIND -> noise(read(run, NoiseStudy.Results.class));
      case SaddlesStudy.KIND -> saddles(read(run, SaddlesStudy.Results.class));
      case RecoveryLinesStudy.KIND -> lines(read(run, RecoveryLinesStudy.Results.class));
      case ControlStudy.KIND -> control(read(run, ControlStudy.Results.class));
      case CompletionStudy.KIND -> completion(read(run, CompletionStudy.Results.class));
      default -> null;
    };
  }

  /** Returns whether a run is about recovery. */
  static boolean isRecovery(Manifest manifest) {
    return List.of(
            MinimaStudy.KIND,
            NoiseStudy.KIND,
            SaddlesStudy.KIND,
            RecoveryLinesStudy.KIND,
            ControlStudy.KIND,
            CompletionStudy.KIND)
        .contains(manifest.kind());
  }

  private static String lines(LinesResults results) {
    return "convex lines: %s to optima, %s between random points"
        .formatted(convex(results, LinesResults.OPTIMUM), convex(results, LinesResults.RANDOM));
  }

  private static String convex(LinesResults results, String towards) {
    List<LinesResults.Line> lines =
        results.lines().stream().filter(line -> line.towards().equals(towards)).toList();
    return "%d of %d"
        .formatted(
            lines.stream().filter(line -> line.tests().convexOnSegment()).count(), lines.size());
  }

  private static String curvature(CurvatureResults results) {
    CurvatureResults.Entry last = results.entries().get(results.entries().size() - 1);
    return format(
        "α ≥ 0 on a share of %.3f of lines, σ/μ %.3f, at rate %.2f",
        last.summary().convex().value(), last.summary().relativeDeviation().value(), last.rate());
  }

  private static String trajectory(TrajectoryResults results) {
    DoubleSummaryStatistics cosines =
        results.paths().stream()
            .flatMap(path -> path.points().stream())
            .mapToDouble(point -> point.cosine())
            .summaryStatistics();
    double least =
        results.paths().stream()
            .flatMap(path -> path.points().stream())
            .mapToDouble(point -> point.curvature())
            .min()
            .orElseThrow();
    return format(
        "cosine %.3f to %.3f, least α %.3g, over %d paths",
        cosines.getMin(), cosines.getMax(), least, results.paths().size());
  }

  private static String star(StarResults results) {
    return format(
        "second differences within %.1g of 0 on rays, as low as %.3g beside them",
        results.largestBendOnRays(), results.leastSecondDifference());
  }

  private static String spectrum(SpectrumResults results) {
    return format(
        "largest singular value of U* %.4g, of a random matrix %.4g",
        results.spectra().u().get(0), results.spectra().randomU().get(0));
  }

  private static String planted(PlantedResults results) {
    PlantedResults.Entry largest =
        results.entries().stream()
            .max(Comparator.comparingInt(PlantedResults.Entry::n))
            .orElseThrow();
    Proportion convex = largest.result().towardsPlanted().convex();
    return "n = %d, %s: %d of %d lines to the planted point convex"
        .formatted(largest.n(), largest.law(), convex.successes(), convex.trials());
  }

  private static String factorize(FactorizeResults results) {
    DoubleSummaryStatistics losses =
        results.entries().stream().mapToDouble(FactorizeResults.Entry::loss).summaryStatistics();
    return losses.getCount() == 1
        ? format("loss %.6g an entry", losses.getMin())
        : format(
            "loss %.6g to %.6g an entry, from %d starts",
            losses.getMin(), losses.getMax(), losses.getCount());
  }

  private static String minima(MinimaStudy.Results results) {
    MinimaStudy.Entry last = results.entries().get(results.entries().size() - 1);
    Optional<Double> enough =
        results.entries().stream()
            .map(MinimaStudy.Entry::ratio)
            .distinct()
            .sorted()
            .filter(
                ratio ->
                    results.entries().stream()
                        .filter(entry -> entry.ratio() >= ratio)
                        .allMatch(entry -> reachedByAll(entry)))
            .findFirst();
    String unit = ProblemConfig.unit(results.manifest());
    return enough
        .map(ratio -> "every descent reaches X* from m = %s %s on".formatted(ratio, unit))
        .orElseGet(
            () ->
                "X* reached by gradient descent from %d of %d starts at m = %s %s"
                    .formatted(
                        last.gradientDescent().reached().successes(),
                        last.gradientDescent().reached().trials(),
                        last.ratio(),
                        unit));
  }

  private static boolean reachedByAll(MinimaStudy.Entry entry) {
    Proportion all = entry.gradientDescent().reached();
    Proportion some = entry.stochastic().reached();
    return all.successes() == all.trials() && some.successes() == some.trials();
  }

  private static String noise(NoiseStudy.Results results) {
    return results.powers().stream()
        .findFirst()
        .map(
            power ->
                format(
                    "%s: exponent %.2f [%.2f, %.2f]",
                    power.quantity(), power.exponent(), power.lower(), power.upper()))
        .orElseGet(
            () ->
                format(
                    "largest relative error %.3g",
                    results.entries().stream()
                        .mapToDouble(NoiseStudy.Entry::worst)
                        .max()
                        .orElseThrow()));
  }

  private static String saddles(SaddlesStudy.Results results) {
    DoubleSummaryStatistics shares =
        results.entries().stream().flatMapToDouble(SaddlesStudy.Entry::shares).summaryStatistics();
    if (shares.getCount() == 0) {
      return "no saddle was found";
    }
    return format(
        "least eigenvalue %.2f to %.2f times −σ_r(X*) at %d saddles",
        shares.getMin(), shares.getMax(), shares.getCount());
  }

  private static String lines(RecoveryLinesStudy.Results results) {
    String unit = ProblemConfig.unit(results.manifest());
    RecoveryLinesStudy.Entry first = results.entries().get(0);
    RecoveryLinesStudy.Entry last = results.entries().get(results.entries().size() - 1);
    return format(
        "star-convex lines: a share of %.2f at n = %d, m = %s %s; %.2f at n = %d, m = %s %s",
        first.starConvex().value(),
        first.size(),
        first.ratio(),
        unit,
        last.starConvex().value(),
        last.size(),
        last.ratio(),
        unit);
  }

  private static String control(ControlStudy.Results results) {
    ControlStudy.Finding last = results.findings().get(results.findings().size() - 1);
    return format(
        "SGD ends near the spurious point in a share of %.3f of runs at δ = %s; the control %s",
        last.near().value(),
        last.isometry(),
        results.findings().stream().allMatch(ControlStudy.Finding::succeeded)
            ? "succeeded"
            : "failed");
  }

  private static String completion(CompletionStudy.Results results) {
    CompletionStudy.Entry last = results.entries().get(results.entries().size() - 1);
    List<CompletionStudy.Entry> some =
        results.entries().stream()
            .filter(entry -> entry.ratio() == last.ratio())
            .sorted(Comparator.comparingDouble(CompletionStudy.Entry::coherence))
            .toList();
    CompletionStudy.Entry least = some.get(0);
    CompletionStudy.Entry most = some.get(some.size() - 1);
    return format(
        "m = %s nr: X* reached in a share of %.2f at coherence %.1f, %.2f at %.1f",
        last.ratio(),
        least.plain().reached().value(),
        least.coherence(),
        most.plain().reached().value(),
        most.coherence());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static <T> T read(Path run, Class<T> type) throws IOException {
    return Json.readWritten(run.resolve(ResultFiles.RESULTS), type, RunFolder.MAKE_AGAIN);
  }
}
