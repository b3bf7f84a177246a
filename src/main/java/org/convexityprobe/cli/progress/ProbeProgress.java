package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.util.Locale;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.landscape.LengthSummary;

/** Shows a probe on the terminal. */
public final class ProbeProgress extends CheckpointProgress implements ProbeListener {
  public ProbeProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    super(quiet, log, failed);
  }

  @Override
  public void planned(long evaluations, long done) {
    start("probe", "evaluations", evaluations, done);
  }

  @Override
  public void checkpointStarted(String name, int lines) {
    resumed(name, lines, "lines");
  }

  @Override
  public void evaluated(String checkpoint, int line, int evaluations, int more) {
    step("line " + line, evaluations, more);
  }

  @Override
  public void known(String checkpoint, int line, int evaluations, int more) {
    known(evaluations, more);
  }

  @Override
  public void foreseen(long more) {
    grow(more);
  }

  @Override
  public void checkpointDone(CheckpointResult result) {
    println(
        String.format(
            Locale.ROOT,
            "%s: loss %.4g, L %s (%d lines)%s",
            result.name(),
            result.loss(),
            result.summary().length().inWords(),
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
}
