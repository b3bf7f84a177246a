package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.nmf.Solution;
import org.convexityprobe.nmf.SolverListener;

/** Shows a factorisation experiment on the terminal. */
public final class NmfProgress implements FactorizationListener, AutoCloseable {
  private static final int BETWEEN_NOTES = 10;

  private final String kind;
  private final boolean quiet;
  private final PrintWriter log;
  private final List<String> notes = new ArrayList<>();
  private Progress progress;

  /**
   * Shows a run.
   *
   * @param kind what it is called, such as {@code nmf-lines}
   */
  public NmfProgress(String kind, boolean quiet, PrintWriter log) {
    this.kind = kind;
    this.quiet = quiet;
    this.log = log;
  }

  /** Returns what was noted, for the end of the run. */
  public List<String> notes() {
    return notes.stream().distinct().toList();
  }

  @Override
  public void planned(String unit, int total, int done) {
    close();
    progress = new Progress(kind, unit, total, done, quiet, log);
  }

  @Override
  public void measuring(int start, int iteration, int iterations) {
    if (iteration % BETWEEN_NOTES == 0) {
      progress.note(
          "start %d: measuring on its path, iteration %d of %d"
              .formatted(start, iteration, iterations));
      progress.step(0);
    }
  }

  @Override
  public void iteration(int start, SolverListener.Iteration iteration) {
    if (iteration.number() % BETWEEN_NOTES == 0) {
      progress.note(
          String.format(
              Locale.ROOT,
              "start %d: iteration %d, loss %.6g, improvement %.2e, residual %.3g",
              start,
              iteration.number(),
              iteration.loss(),
              iteration.relativeImprovement(),
              iteration.optimalityResidual()));
      progress.step(0);
    }
  }

  @Override
  public void found(Solution solution) {
    progress.println(
        String.format(
            Locale.ROOT,
            "loss %.6g, residual %.3g after %d iterations, %.1f s (%s)",
            solution.loss(),
            solution.optimalityResidual(),
            solution.iterations(),
            solution.seconds(),
            solution.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  @Override
  public void done() {
    progress.step(1);
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
