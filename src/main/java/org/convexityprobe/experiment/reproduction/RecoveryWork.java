package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.experiment.factorization.FactorizationRun;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.recovery.ControlConfig;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.recovery.MinimaConfig;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import org.convexityprobe.experiment.recovery.NoiseConfig;
import org.convexityprobe.experiment.recovery.NoiseStudy;
import org.convexityprobe.experiment.recovery.ProblemConfig;
import org.convexityprobe.experiment.recovery.SaddlesConfig;
import org.convexityprobe.experiment.recovery.SaddlesStudy;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.recovery.Ensemble;

/**
 * Runs the experiments on low-rank matrix recovery. Sizes are small and measurements many, so that
 * the bound of the isometry constant is below what the theory needs.
 */
final class RecoveryWork {
  private final Reproduction.Settings settings;
  private final Path folder;

  RecoveryWork(Reproduction.Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Does an experiment.
   *
   * @return the folders of its runs, or nothing if it was stopped
   */
  Optional<List<Path>> run(
      Work work, UnitExecutor executor, RunControl<ReproductionListener> control)
      throws IOException {
    List<Path> done = new ArrayList<>();
    for (Map.Entry<String, Study> each : studies(work).entrySet()) {
      Path out = folder.resolve(each.getKey());
      FactorizationRun run =
          new FactorizationRun(control.listener().factorization(""), control.stop());
      if (!run.run(each.getValue(), out, executor)) {
        return Optional.empty();
      }
      done.add(out);
    }
    return Optional.of(done);
  }

  /** Returns what an experiment consists of, by the names of its folders. */
  private Map<String, Study> studies(Work work) {
    Map<String, Study> studies = new LinkedHashMap<>();
    String name = work.name().toLowerCase(Locale.ROOT);
    switch (work) {
      case RECOVERY_MINIMA -> {
        studies.put(name, new MinimaStudy(minima()));
        studies.put("recovery_control", new ControlStudy(control()));
      }
      case RECOVERY_NOISE -> studies.put(name, new NoiseStudy(noise()));
      case RECOVERY_SADDLES -> studies.put(name, new SaddlesStudy(saddles()));
      default -> throw new IllegalArgumentException(work + " is not about recovery");
    }
    return studies;
  }

  private MinimaConfig minima() {
    boolean quick = settings.quick();
    return new MinimaConfig(
        problem(1, quick ? List.of(2.0, 400.0) : List.of(2.0, 4.0, 16.0, 64.0, 400.0)),
        quick ? List.of() : List.of(10, 20),
        quick ? List.of() : List.of(1, 2),
        quick ? 3 : 10,
        quick ? 2 : 5,
        30,
        1000,
        1e-3);
  }

  private ControlConfig control() {
    return new ControlConfig(
        List.of(0.6), settings.quick() ? 100 : 1000, 1, ControlConfig.DEFAULT.step(), 2000, 1);
  }

  private NoiseConfig noise() {
    boolean quick = settings.quick();
    return new NoiseConfig(
        problem(1, quick ? List.of(400.0) : List.of(200.0, 400.0, 800.0)),
        quick ? List.of(0.1, 0.3) : List.of(0.03, 0.1, 0.3, 1.0),
        quick ? 2 : 10,
        quick ? 2 : 5,
        2000);
  }

  private SaddlesConfig saddles() {
    boolean quick = settings.quick();
    return new SaddlesConfig(
        problem(2, quick ? List.of(400.0) : List.of(4.0, 40.0, 400.0)),
        quick ? 2 : 10,
        quick ? 1 : 5);
  }

  private static ProblemConfig problem(int rank, List<Double> ratios) {
    return new ProblemConfig(Ensemble.GAUSSIAN, 10, rank, ratios, 1);
  }
}
