package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.util.Locale;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.landscape.LengthSummary;

/** Shows a probe on the terminal. */
public final class ProbeProgress implements ProbeListener, AutoCloseable {
  private final boolean quiet;
  private final PrintWriter log;
  private final FailedCheckpoints failed;
  private Progress progress;

  public ProbeProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    this.quiet = quiet;
    this.log = log;
    this.failed = failed;
  }

  @Override
  public void planned(long evaluations, long done) {
    progress = new Progress("probe", "evaluations", evaluations, done, quiet, log);
  }

  @Override
  public void checkpointStarted(String name, int lines) {
    if (lines > 0) {
      progress.println("%s: %d lines are done already".formatted(name, lines));
    }
  }

  @Override
  public void evaluated(String checkpoint, int line) {
    progress.note("line " + line);
    progress.step(1);
  }

  @Override
  public void checkpointDone(CheckpointResult result) {
    progress.println(
        String.format(
            Locale.ROOT,
            "%s: loss %.4g, L %.3f ± %.3f (%d lines)%s",
            result.name(),
            result.loss(),
            result.summary().length().mean(),
            result.summary().length().standardError(),
            result.lines().size(),
            result.summary().populationRange().map(ProbeProgress::words).orElse("")));
  }

  private static String words(LengthSummary.MeanRange range) {
    return String.format(
        Locale.ROOT,
        "; L of all %,d training images: %.3f to %.3f",
        range.population(),
        range.low().mean(),
        range.high().mean());
  }

  @Override
  public void checkpointFailed(String name, Exception failure) {
    progress.println(name + " cannot be used; the others are done all the same");
    failed.add(name, failure);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
