package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.CurvatureResults;
import org.convexityprobe.experiment.factorization.LinesConfig;
import org.convexityprobe.experiment.factorization.LinesResults;
import org.convexityprobe.experiment.factorization.MatrixFacts;
import org.convexityprobe.experiment.factorization.SpectrumConfig;
import org.convexityprobe.experiment.factorization.SpectrumResults;
import org.convexityprobe.experiment.factorization.TrajectoryConfig;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.nmf.CurvatureSummary;
import org.convexityprobe.nmf.CurvatureSummary.Interval;
import org.convexityprobe.nmf.Quartic;
import org.convexityprobe.nmf.TrajectoryPoint;

/** Folders of results of factorisations that were not run, as the papers' own would be. */
final class SomeFactorizations {
  /** Rows, columns and rank of Table 1. */
  static final Map<String, int[]> TABLE_1 =
      new TreeMap<>(
          Map.of(
              "birdsong", new int[] {5120, 1246, 88},
              "extragalactic", new int[] {2760, 2820, 10},
              "goodbooks", new int[] {10000, 43461, 50},
              "metabolic", new int[] {9335, 36, 3},
              "movielens", new int[] {3953, 6041, 20},
              "netflix", new int[] {47928, 8963, 20},
              "orl", new int[] {400, 10304, 49},
              "satellite", new int[] {162, 94249, 4}));

  static final Quartic CONVEX = new Quartic(2, -2, 1, 0, 0.1);

  /** Of the papers' example, (u, v) from (1, 0) to (0, 1) with X = 0: α = −½. */
  static final Quartic NOT_CONVEX = new Quartic(0, 0, 0.5, -1, 0.5);

  private final Path folder;
  private Protocol protocol = Protocol.AAAI;
  private double share = 1;
  private int count = -1;

  SomeFactorizations(Path folder) {
    this.folder = folder;
  }

  SomeFactorizations by(Protocol other) {
    protocol = other;
    return this;
  }

  /** Sets the share of the papers' rows; solvers other than the papers' are for none. */
  SomeFactorizations share(double other) {
    share = other;
    return this;
  }

  /** Sets the number of lines, optima or repetitions instead of the papers'. */
  SomeFactorizations count(int other) {
    count = other;
    return this;
  }

  private int orCount(int ofPapers) {
    return count < 0 ? ofPapers : count;
  }

  private MatrixFacts facts(String matrix) {
    int[] shape = TABLE_1.getOrDefault(matrix, new int[] {20, 30, 2});
    int rows = (int) (share * shape[0]);
    return new MatrixFacts(rows, shape[1], rows * 10, List.of());
  }

  private <C extends Record> Manifest manifest(String matrix, Class<C> type, C defaults, String n) {
    Configuration<C> configuration = Configuration.of(type, defaults);
    configuration.set("solve.rank", TABLE_1.getOrDefault(matrix, new int[] {20, 30, 2})[2]);
    if (protocol != null) {
      protocol.applyTo(configuration);
    }
    if (n != null) {
      configuration.set(n, orCount(n.equals("optima") ? protocol.optima() : Protocol.REPETITIONS));
    }
    return Manifest.of("nmf", configuration.resolve(), Map.of());
  }

  private Path write(String work, String matrix, Object results) {
    Path run = folder.resolve(work + "-" + matrix);
    try {
      Files.createDirectories(run);
      Json.write(run.resolve("results.json"), results);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run;
  }

  /** Writes five lines of each kind. */
  Path lines(String matrix, Quartic towardsOptimum) {
    List<LinesResults.Line> lines =
        IntStream.range(0, 10)
            .mapToObj(
                i -> {
                  Quartic quartic = i < 5 ? towardsOptimum : CONVEX;
                  return new LinesResults.Line(
                      i < 5 ? LinesResults.OPTIMUM : LinesResults.RANDOM,
                      i % 5,
                      quartic,
                      quartic.minimumCurvature(),
                      quartic.tests());
                })
            .toList();
    Manifest manifest = manifest(matrix, LinesConfig.class, LinesConfig.DEFAULT, "lines");
    return write("lines", matrix, new LinesResults(manifest, facts(matrix), lines));
  }

  /** Writes σ/μ at the rates 0.1, 0.2, 0.4 and 0.8, each ± 10 %. */
  Path curvature(String matrix, double mean, double convex, double... deviations) {
    List<CurvatureResults.Entry> entries =
        IntStream.range(0, deviations.length)
            .mapToObj(
                i ->
                    new CurvatureResults.Entry(
                        0.1 * (1 << i),
                        10,
                        10,
                        100,
                        0,
                        summary(mean, deviations[i], new Interval(convex, convex - 0.01, convex))))
            .toList();
    Manifest manifest = manifest(matrix, CurvatureConfig.class, CurvatureConfig.DEFAULT, "optima");
    return write("curvature", matrix, new CurvatureResults(manifest, facts(matrix), entries));
  }

  private static CurvatureSummary summary(double mean, double deviation, Interval convex) {
    return new CurvatureSummary(
        50,
        50,
        new Interval(mean, mean - 0.1, mean + 0.1),
        Math.abs(mean * deviation),
        new Interval(deviation, 0.9 * deviation, 1.1 * deviation),
        mean,
        convex,
        convex,
        convex,
        convex);
  }

  /** Writes paths whose cosine and α are the same everywhere, one of each for each path. */
  Path trajectory(String matrix, double[] cosines, double[] curvatures) {
    List<TrajectoryResults.Path> paths =
        IntStream.range(0, cosines.length)
            .mapToObj(
                path ->
                    new TrajectoryResults.Path(
                        path,
                        100,
                        IntStream.range(0, 10)
                            .mapToObj(
                                i ->
                                    new TrajectoryPoint(
                                        10 * i,
                                        1,
                                        cosines[path],
                                        curvatures[path],
                                        new ConvexityMeasures(0, 0, 0, 0, 0, 0, 0, 0)))
                            .toList()))
            .toList();
    Manifest manifest =
        manifest(matrix, TrajectoryConfig.class, TrajectoryConfig.DEFAULT, "repetitions");
    return write("trajectory", matrix, new TrajectoryResults(manifest, facts(matrix), paths));
  }

  Path spectrum(String matrix, List<Double> found, List<Double> random) {
    Manifest manifest = manifest(matrix, SpectrumConfig.class, SpectrumConfig.DEFAULT, null);
    SpectrumResults.Spectra spectra = new SpectrumResults.Spectra(found, found, random, random);
    return write("spectrum", matrix, new SpectrumResults(manifest, facts(matrix), spectra));
  }
}
