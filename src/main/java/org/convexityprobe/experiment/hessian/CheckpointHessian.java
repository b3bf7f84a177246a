package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.probe.ProbeImages;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.TrainedNetwork;

/** The runs of the Lanczos process on one checkpoint, as they are done. */
final class CheckpointHessian implements JournalledWork.Group<HessianUnit, HessianEntry> {
  private final HessianPlan plan;
  private final UnitContext context;
  private final HessianListener listener;
  private final Map<Integer, HessianEntry> done;
  private HessianResult result;

  /** Takes the runs that the journal has, and tells the listener how many they are. */
  CheckpointHessian(HessianPlan plan, JournalledWork<HessianEntry, HessianListener> work) {
    this.plan = plan;
    context = work.context();
    listener = work.listener();
    done = work.journal().entries(entry -> entry.checkpoint().equals(name()), HessianEntry::run);
    listener.hessianStarted(name(), done.size());
  }

  private String name() {
    return plan.checkpoint().path();
  }

  @Override
  public List<HessianUnit> missing() {
    return IntStream.rangeClosed(0, plan.hessian().probes())
        .filter(run -> !done.containsKey(run))
        .mapToObj(run -> new HessianUnit(plan, run))
        .toList();
  }

  @Override
  public void kept(HessianUnit unit, HessianEntry entry) {
    done.put(unit.run(), entry);
  }

  @Override
  public void finish() throws IOException {
    TrainedNetwork network = context.get(plan.checkpoint().network());
    ProbeImages.Selection images = context.get(plan.loss().images()).of(network.description());
    result = new HessianSummary(plan, network, images).of(done);
    listener.hessianDone(result);
  }

  @Override
  public void failed(NotFiniteException failure) throws IOException {
    listener.checkpointFailed(name(), failure);
  }

  /** Returns the result, or nothing if the checkpoint could not be used. */
  Optional<HessianResult> result() {
    return Optional.ofNullable(result);
  }
}
