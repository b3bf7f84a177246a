package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.CurvatureConfig;
import org.convexityprobe.experiment.factorization.CurvatureStudy;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.experiment.factorization.FactorizationRun;
import org.convexityprobe.experiment.factorization.LinesConfig;
import org.convexityprobe.experiment.factorization.LinesStudy;
import org.convexityprobe.experiment.factorization.PlantedConfig;
import org.convexityprobe.experiment.factorization.PlantedSweep;
import org.convexityprobe.experiment.factorization.SpectrumConfig;
import org.convexityprobe.experiment.factorization.SpectrumStudy;
import org.convexityprobe.experiment.factorization.StarConfig;
import org.convexityprobe.experiment.factorization.StarStudy;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.factorization.TrajectoryConfig;
import org.convexityprobe.experiment.factorization.TrajectoryStudy;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.nmf.FactorizationException;

/** Runs factorisation experiments, one for each matrix that is there. */
final class MatrixWork {
  /** The matrix that is made up where none is given. */
  static final String SYNTHETIC = "synthetic";

  private static final List<String> QUICK = List.of("metabolic", "movielens", "orl");
  private static final int QUICK_ITERATIONS = 1000;
  private static final Path DEFAULT_FOLDER = Path.of("data");

  private final Reproduction.Settings settings;
  private final Path folder;
  private final List<Target> targets;

  /**
   * Prepares experiments.
   *
   * @param targets what they are for
   */
  MatrixWork(Reproduction.Settings settings, Path folder, List<Target> targets) {
    this.settings = settings;
    this.folder = folder;
    this.targets = List.copyOf(targets);
  }

  /**
   * Does an experiment on every matrix.
   *
   * @return the folders of those that did not fail numerically, or nothing if it was stopped
   */
  Optional<List<Path>> run(
      Work work, UnitExecutor executor, RunControl<ReproductionListener> control)
      throws IOException {
    List<Path> done = new ArrayList<>();
    for (String matrix : matrices(work)) {
      String name = work.name().toLowerCase(Locale.ROOT);
      Path out = folder.resolve(matrix.isEmpty() ? name : name + "-" + matrix);
      FactorizationRun run =
          new FactorizationRun(control.listener().factorization(matrix), control.stop());
      try {
        if (!run.run(study(work, matrix), out, executor)) {
          return Optional.empty();
        }
        done.add(out);
      } catch (FactorizationException e) {
        control.listener().failed(out.getFileName().toString(), e);
      }
    }
    return Optional.of(done);
  }

  private Study study(Work work, String matrix) throws IOException {
    return switch (work) {
      case PLANTED -> new PlantedSweep(planted());
      case STAR -> new StarStudy(StarConfig.DEFAULT);
      case LINES, LINES_003 ->
          new LinesStudy(on(work, matrix, LinesConfig.class, LinesConfig.DEFAULT).resolve());
      case CURVATURE, CURVATURE_003 -> new CurvatureStudy(curvature(work, matrix));
      case TRAJECTORY -> new TrajectoryStudy(trajectory(work, matrix));
      case SPECTRUM ->
          new SpectrumStudy(
              on(work, matrix, SpectrumConfig.class, SpectrumConfig.DEFAULT).resolve());
      case TABLE2, TABLE4, TABLE5, SURFACES, RECOVERY_MINIMA, RECOVERY_NOISE, RECOVERY_SADDLES ->
          throw new IllegalArgumentException(work + " is not about a matrix");
    };
  }

  private PlantedConfig planted() {
    Configuration<PlantedConfig> sweep =
        Configuration.of(PlantedConfig.class, PlantedConfig.DEFAULT);
    if (settings.quick()) {
      sweep.set("sizes", List.of(4, 16, 100)).set("draws", 100).set("factDraws", 200);
    }
    return sweep.resolve();
  }

  private CurvatureConfig curvature(Work work, String matrix) throws IOException {
    Configuration<CurvatureConfig> study =
        on(work, matrix, CurvatureConfig.class, CurvatureConfig.DEFAULT);
    if (settings.quick()) {
      study.set("optima", 8).set("points", 20).set("rates", List.of(0.2, 0.5, 1.0));
    } else {
      study.set("optima", work.protocol().optima()).set("points", Protocol.POINTS);
    }
    return study.resolve();
  }

  private TrajectoryConfig trajectory(Work work, String matrix) throws IOException {
    Configuration<TrajectoryConfig> study =
        on(work, matrix, TrajectoryConfig.class, TrajectoryConfig.DEFAULT);
    if (settings.quick()) {
      study.set("repetitions", 3);
    }
    if (matrix.equals(SYNTHETIC)) {
      // The papers follow gradient descent; this step is below 2/L for the matrix that is made.
      study
          .set("solve.method", FactorizationConfig.Method.GD)
          .set("solve.step", 2e-4)
          .set("solve.maxIterations", 3000);
    }
    return study.resolve();
  }

  private <S extends Record> Configuration<S> on(
      Work work, String matrix, Class<S> type, S defaults) throws IOException {
    Configuration<S> study =
        Configuration.of(type, defaults).overlayYaml(Configs.text(config(matrix)));
    if (matrix.equals(SYNTHETIC)) {
      return study;
    }
    if (settings.quick()) {
      // A gradient method, as in the papers: with few observed entries, exact alternating steps
      // end at factors so large that the lines to them are another experiment.
      study
          .set("solve.method", FactorizationConfig.Method.APG)
          .set("solve.maxIterations", QUICK_ITERATIONS);
    } else {
      work.protocol().applyTo(study);
    }
    return study.set("matrix.files", files(matrix));
  }

  private String config(String matrix) {
    return (settings.quick() ? "quick/nmf/" : "nmf/") + matrix + ".yaml";
  }

  /** The configurations have their files under {@code data}. */
  private List<String> files(String matrix) throws IOException {
    List<String> written =
        Configuration.of(LinesConfig.class, LinesConfig.DEFAULT)
            .overlayYaml(Configs.text(config(matrix)))
            .resolve()
            .matrix()
            .files();
    return written.stream()
        .map(file -> root().resolve(DEFAULT_FOLDER.relativize(Path.of(file))).toString())
        .toList();
  }

  private Path root() {
    return settings.matrices() == null ? DEFAULT_FOLDER : settings.matrices();
  }

  private List<String> matrices(Work work) throws IOException {
    if (work.data() == Work.Data.NONE) {
      return List.of("");
    }
    if (settings.quick() && settings.matrices() == null) {
      return List.of(SYNTHETIC);
    }
    List<String> present = new ArrayList<>();
    for (String matrix : wanted(work)) {
      if (files(matrix).stream().map(Path::of).allMatch(Files::exists)) {
        present.add(matrix);
      }
    }
    if (present.isEmpty()) {
      throw new IOException(
          "no matrix of Table 1 under %s; expected files such as %s; give their folder with --nmf-data DIR"
              .formatted(root(), files(settings.quick() ? "orl" : wanted(work).get(0)).get(0)));
    }
    return present;
  }

  /**
   * Returns the matrices that the targets of an experiment show. The quick ones are few: where none
   * of them is among those, all of them, to see that the experiment works.
   */
  private List<String> wanted(Work work) {
    List<String> shown =
        targets.stream()
            .filter(target -> target.work() == work)
            .flatMap(target -> target.matrices().stream())
            .distinct()
            .sorted()
            .map(MatrixScope::label)
            .toList();
    if (!settings.quick()) {
      return shown;
    }
    List<String> quick = QUICK.stream().filter(shown::contains).toList();
    return quick.isEmpty() ? QUICK : quick;
  }
}
