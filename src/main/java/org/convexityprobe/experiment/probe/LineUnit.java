package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitLog;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.landscape.AdaptiveEvidence;

/**
 * The scan of one line through a checkpoint.
 *
 * @param plan what all its lines have in common
 * @param line the line's number, from 0
 */
record LineUnit(LinePlan plan, int line) implements WorkUnit<LineEntry, ProbeListener> {
  @Override
  public String describe() {
    return "line %d of %s".formatted(line, plan.checkpoint().path());
  }

  @Override
  public LineEntry compute(UnitContext context, RunControl<ProbeListener> control)
      throws IOException {
    String name = plan.checkpoint().path();
    LineScans lines = context.get(plan);
    try (UnitLog log = control.log(logName())) {
      LineProgress progress =
          new LineProgress(control, name, line, plan.probe().evaluations(), log::replayed);
      LineEntry entry = lines.scan(name, line, progress, log);
      progress.finished();
      return entry;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns the name of the log of its evaluations. */
  String logName() {
    return "%s-line-%03d".formatted(plan.checkpoint().sha256().substring(0, 12), line);
  }

  @Override
  public List<InputFile> inputs() {
    return plan.inputs();
  }

  @Override
  public ProbeListener silent() {
    return new ProbeListener() {};
  }

  @Override
  public void retell(LineEntry entry, ProbeListener listener) {
    int taken = evaluations(entry, plan.probe());
    int more = taken - plan.probe().evaluations();
    listener.evaluated(plan.checkpoint().path(), line, taken, more);
  }

  /** Returns how many evaluations a finished line took, as far as it says so. */
  static int evaluations(LineEntry entry, ProbeConfig probe) {
    AdaptiveEvidence evidence = entry.scan().evidence();
    return evidence == null ? probe.evaluations() : Math.toIntExact(evidence.evaluations());
  }
}
