package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;

/** Runs one factorisation experiment in a folder of its own, with a manifest. */
public final class FactorizationRun {
  /** A run's results in JSON, in its folder. */
  public static final String RESULTS = ResultFiles.RESULTS;

  private final FactorizationListener listener;
  private final BooleanSupplier stop;

  /** Prepares a run. */
  public FactorizationRun(FactorizationListener listener, BooleanSupplier stop) {
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Runs a study.
   *
   * @param executor computes its units
   * @return whether it is done; false if it was stopped
   */
  public boolean run(Study study, Path folder, UnitExecutor executor) throws IOException {
    Manifest manifest = Manifest.of(study.kind(), study.config(), Environment.facts());
    Map<String, String> checksums = study.checksums();
    Manifest ofFiles = checksums.isEmpty() ? manifest : manifest.reading(checksums);
    RunControl<FactorizationListener> control = new RunControl<>(listener, stop);
    return RunFolder.use(
            folder,
            ofFiles,
            run -> {
              study.run(new StudyContext(run, executor, control));
              return study;
            })
        .isPresent();
  }
}
