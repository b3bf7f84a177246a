package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.nmf.Workers;

/** Runs one factorisation experiment in a folder of its own, with a manifest. */
public final class FactorizationRun {
  /** A run's results in JSON, in its folder. */
  public static final String RESULTS = ResultFiles.RESULTS;

  private final FactorizationListener listener;
  private final BooleanSupplier stop;
  private final Workers workers;

  /**
   * Prepares a run.
   *
   * @param workers who compute it; no part of what it is, since no result depends on their number
   */
  public FactorizationRun(FactorizationListener listener, BooleanSupplier stop, Workers workers) {
    this.listener = listener;
    this.stop = stop;
    this.workers = workers;
  }

  /** Prepares a run whose units a given executor computes. */
  public FactorizationRun(FactorizationListener listener, BooleanSupplier stop) {
    this(listener, stop, Workers.ofAllCores());
  }

  /**
   * Runs a study in this process.
   *
   * @return whether it is done; false if it was stopped
   */
  public boolean run(Study study, Path folder) throws IOException {
    try (UnitExecutor executor = new LocalExecutor(workers.count())) {
      return run(study, folder, executor);
    }
  }

  /**
   * Runs a study.
   *
   * @param executor computes its units
   * @return whether it is done; false if it was stopped
   */
  public boolean run(Study study, Path folder, UnitExecutor executor) throws IOException {
    Manifest manifest = Manifest.of(study.kind(), study.config(), Environment.facts());
    RunControl<FactorizationListener> control = new RunControl<>(listener, stop);
    return RunFolder.use(
            folder,
            manifest,
            run -> {
              study.run(new StudyContext(run, executor, control));
              return study;
            })
        .isPresent();
  }
}
