package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.CurvatureResults;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.experiment.factorization.FactorizationRun;
import org.convexityprobe.experiment.factorization.LinesConfig;
import org.convexityprobe.experiment.factorization.LinesResults;
import org.convexityprobe.experiment.factorization.MatrixFacts;
import org.convexityprobe.experiment.factorization.PlantedResults;
import org.convexityprobe.experiment.factorization.SpectrumConfig;
import org.convexityprobe.experiment.factorization.SpectrumResults;
import org.convexityprobe.experiment.factorization.StarResults;
import org.convexityprobe.experiment.factorization.TrajectoryConfig;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.experiment.reproduction.MatrixScope.Count;
import org.convexityprobe.nmf.PlantedStudy;
import org.convexityprobe.nmf.Proportion;

/** Compares measurements of factorisations with the papers'. */
final class MatrixJudge {
  private MatrixJudge() {}

  /**
   * Judges a target by its runs, one for each matrix.
   *
   * @throws IOException if results are missing or damaged; it names the file and the line
   */
  static Judgement judge(Target target, List<Path> runs) throws IOException {
    MatrixVerdict verdict = new MatrixVerdict(target.judgedMatrices(), target.isAboutMost());
    for (Path run : runs) {
      switch (target.work()) {
        case LINES, LINES_003 -> lines(target, run, verdict);
        case CURVATURE, CURVATURE_003 -> curvature(target, run, verdict);
        case TRAJECTORY -> trajectory(target, run, verdict);
        case SPECTRUM -> spectrum(target, run, verdict);
        default -> throw new IllegalArgumentException(target + " is not about a matrix");
      }
    }
    return verdict.judge();
  }

  private static void lines(Target target, Path run, MatrixVerdict verdict) throws IOException {
    LinesResults results = read(run, LinesResults.class);
    LinesConfig config = settings(run, results.manifest(), LinesConfig.class);
    boolean random = target == Target.FIGURE4_001;
    Count count = new Count(config.lines(), Protocol.REPETITIONS, "lines");
    MatrixScope scope = scope(run, results.matrix(), config.solve(), count);
    verdict.add(
        scope,
        random ? null : target.work().protocol(),
        List.of(
            MatrixStatements.lines(results, random ? LinesResults.RANDOM : LinesResults.OPTIMUM)));
  }

  private static void curvature(Target target, Path run, MatrixVerdict verdict) throws IOException {
    CurvatureResults results = read(run, CurvatureResults.class);
    CurvatureConfig config = settings(run, results.manifest(), CurvatureConfig.class);
    Protocol protocol = target.work().protocol();
    Count optima = new Count(config.optima(), protocol.optima(), "optima");
    Count points = new Count(config.points(), Protocol.POINTS, "points");
    MatrixScope scope =
        scope(
            run,
            results.matrix(),
            config.solve(),
            optima.measured() < optima.needed() ? optima : points);
    verdict.add(
        scope,
        protocol,
        List.of(
            target == Target.FIGURE6_001
                ? MatrixStatements.share(results)
                : MatrixStatements.deviation(results)));
  }

  private static void trajectory(Target target, Path run, MatrixVerdict verdict)
      throws IOException {
    TrajectoryResults results = read(run, TrajectoryResults.class);
    TrajectoryConfig config = settings(run, results.manifest(), TrajectoryConfig.class);
    Count count = new Count(config.repetitions(), Protocol.REPETITIONS, "repetitions");
    List<Claim> claims = new ArrayList<>();
    if (target != Target.FIGURE9) {
      claims.add(MatrixStatements.cosine(results));
    }
    if (target != Target.FIGURE10) {
      claims.add(MatrixStatements.curvature(results));
    }
    verdict.add(
        scope(run, results.matrix(), config.solve(), count), target.work().protocol(), claims);
  }

  private static void spectrum(Target target, Path run, MatrixVerdict verdict) throws IOException {
    SpectrumResults results = read(run, SpectrumResults.class);
    SpectrumConfig config = settings(run, results.manifest(), SpectrumConfig.class);
    SpectrumResults.Spectra spectra = results.spectra();
    Claim claim =
        target == Target.FIGURE13
            ? MatrixStatements.spectrum(spectra.v(), spectra.randomV())
            : MatrixStatements.spectrum(spectra.u(), spectra.randomU());
    MatrixScope scope = scope(run, results.matrix(), config.solve(), new Count(1, 1, "optima"));
    verdict.add(scope, target.work().protocol(), List.of(claim));
  }

  private static MatrixScope scope(
      Path run, MatrixFacts facts, FactorizationConfig solve, Count count) {
    String folder = run.getFileName().toString();
    return new MatrixScope(folder.substring(folder.indexOf('-') + 1), facts, solve, count);
  }

  /** Judges Fig. 1 by half-normal entries, all observed, at its size. */
  static Judgement planted(Path run) throws IOException {
    PlantedStudy.Result model =
        read(run, PlantedResults.class).entries().stream()
            .filter(e -> e.law().equals("half-normal") && e.observedFraction() == 1 && e.n() == 100)
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "%s has no half-normal model with n = 100, all observed; %s"
                            .formatted(file(run), RunFolder.MAKE_AGAIN)))
            .result();
    Proportion planted = model.towardsPlanted().convex();
    Proportion random = model.betweenRandom().convex();
    return Judgement.agreesIf(
            planted.upper() == 1 && random.upper() == 1,
            "n = 100, r = 10: %d of %d lines to the planted point and %d of %d between random points convex"
                .formatted(
                    planted.successes(), planted.trials(), random.successes(), random.trials()),
            "not every line is convex")
        .seeing("the papers' size and law, %d draws".formatted(planted.trials()));
  }

  /** Judges Fig. 2: linear along rays from the origin, not convex beside it. */
  static Judgement star(Path run) throws IOException {
    StarResults results = read(run, StarResults.class);
    return Judgement.agreesIf(
        results.largestBendOnRays() < 1e-9 && results.leastSecondDifference() < -1e-9,
        String.format(
            Locale.ROOT,
            "second differences within %.0e of 0 on rays from the origin, as low as %.3g beside it",
            results.largestBendOnRays(),
            results.leastSecondDifference()),
        "not star-convex, or convex");
  }

  private static Path file(Path run) {
    return run.resolve(FactorizationRun.RESULTS);
  }

  private static <T> T read(Path run, Class<T> type) throws IOException {
    return Json.readWritten(file(run), type, RunFolder.MAKE_AGAIN);
  }

  private static <C> C settings(Path run, Manifest manifest, Class<C> type) throws IOException {
    try {
      return Json.convert(manifest.settings(), type);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: manifest.configuration: %s; %s"
              .formatted(file(run), e.getMessage(), RunFolder.MAKE_AGAIN),
          e);
    }
  }
}
