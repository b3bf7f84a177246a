package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.probe.ProbeImages;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.TrainedNetwork;

/** The rows of one surface, as they are done. */
final class SurfaceRows implements JournalledWork.Group<RowUnit, SurfaceEntry> {
  private final SurfacePlan plan;
  private final SurfaceTrajectory trajectory;
  private final UnitContext context;
  private final SurfaceListener listener;
  private final Map<Integer, SurfaceEntry> done;
  private SurfaceResult result;

  /**
   * Takes the rows that the journal has, and tells the listener how many they are.
   *
   * @param trajectory what lies over the surface, or null
   */
  SurfaceRows(
      SurfacePlan plan,
      SurfaceTrajectory trajectory,
      JournalledWork<SurfaceEntry, SurfaceListener> work) {
    this.plan = plan;
    this.trajectory = trajectory;
    context = work.context();
    listener = work.listener();
    done =
        work.journal()
            .entries(entry -> entry.checkpoint().equals(name()), entry -> entry.row().row());
    listener.surfaceStarted(name(), done.size());
  }

  private String name() {
    return plan.origin().path();
  }

  @Override
  public List<RowUnit> missing() {
    return IntStream.range(0, plan.surface().y().points())
        .filter(row -> !done.containsKey(row))
        .mapToObj(row -> new RowUnit(plan, row))
        .toList();
  }

  @Override
  public void kept(RowUnit unit, SurfaceEntry entry) {
    done.put(unit.row(), entry);
  }

  @Override
  public void finish() throws IOException {
    List<SurfaceAxis> axes = plan.axes(context);
    TrainedNetwork network = context.get(plan.origin().network());
    ProbeImages.Selection selection = context.get(plan.loss().images()).of(network.description());
    result =
        new CheckpointSurface(network, axes.get(0), axes.get(1), selection, plan.surface())
            .result(done.values(), trajectory, plan.notes(context));
    listener.surfaceDone(result);
  }

  @Override
  public void failed(NotFiniteException failure) throws IOException {
    if (trajectory != null) {
      throw failure;
    }
    listener.checkpointFailed(name(), failure);
  }

  /** Returns the result, or nothing if the checkpoint could not be used. */
  Optional<SurfaceResult> result() {
    return Optional.ofNullable(result);
  }
}
