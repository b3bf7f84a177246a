package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.TrainedNetwork;

/** The lines of one checkpoint, as they are done. */
final class CheckpointLines implements JournalledWork.Group<LineUnit, LineEntry> {
  private final LinePlan plan;
  private final JournalledWork<LineEntry, ProbeListener> work;
  private final Map<Integer, LineEntry> done;
  private CheckpointResult result;

  /** By how much lines that have not begun are expected to exceed what was planned. */
  private long growth;

  /** Takes the lines that the journal has, and tells the listener how many they are. */
  CheckpointLines(LinePlan plan, JournalledWork<LineEntry, ProbeListener> work) {
    this.plan = plan;
    this.work = work;
    done =
        work.journal()
            .entries(entry -> entry.checkpoint().equals(name()), entry -> entry.scan().line());
    work.listener().checkpointStarted(name(), done.size());
    foresee();
  }

  private String name() {
    return plan.checkpoint().path();
  }

  @Override
  public List<LineUnit> missing() {
    return IntStream.range(0, plan.probe().lines())
        .filter(line -> !done.containsKey(line))
        .mapToObj(line -> new LineUnit(plan, line))
        .toList();
  }

  @Override
  public void kept(LineUnit unit, LineEntry entry) throws IOException {
    done.put(unit.line(), entry);
    work.control().unfinished().finished(unit.logName());
    foresee();
    work.listener().lineDone(name(), entry.scan());
  }

  /**
   * Expects of adaptive scans to come what the finished ones took. One line is about to begin, and
   * tells by itself how its work grows.
   */
  private void foresee() {
    OptionalDouble taken =
        done.values().stream()
            .mapToInt(entry -> LineUnit.evaluations(entry, plan.probe()))
            .average();
    if (taken.isPresent()) {
      int waiting = Math.max(0, plan.probe().lines() - done.size() - 1);
      long now = Math.round(waiting * (taken.getAsDouble() - plan.probe().evaluations()));
      work.listener().foreseen(now - growth);
      growth = now;
    }
  }

  @Override
  public void finish() throws IOException {
    TrainedNetwork network = work.context().get(plan.checkpoint().network());
    ProbeImages.Selection selection =
        work.context().get(plan.loss().images()).of(network.description());
    result =
        new CheckpointProbe(network, selection, plan.probe()).result(List.copyOf(done.values()));
    work.listener().checkpointDone(result);
  }

  @Override
  public void failed(NotFiniteException failure) throws IOException {
    work.listener().checkpointFailed(name(), failure);
  }

  /** Returns the result, or nothing if the checkpoint could not be used. */
  Optional<CheckpointResult> result() {
    return Optional.ofNullable(result);
  }
}
