package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.probe.CheckpointHashes;
import org.convexityprobe.experiment.probe.CheckpointListener;
import org.convexityprobe.experiment.probe.HashedFile;
import org.convexityprobe.experiment.probe.LossSource;
import org.convexityprobe.experiment.probe.UsableCheckpoint;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.ResumableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.landscape.SurfaceTrajectory;

/**
 * Computes the loss over a plane around checkpoints, or over the plane of a training trajectory,
 * into a folder. Rows go to the journal as they finish, so a run that was killed goes on after its
 * last row and gives the same results.
 */
public final class SurfaceRun implements ResumableRun<SurfaceListener, SurfaceResults> {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "surface";

  /**
   * Everything that decides a surface's numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param loss which loss
   * @param surface over which plane
   * @param compute how it is computed
   */
  public record Identity(
      Map<String, String> checkpoints,
      DataConfig data,
      LossConfig loss,
      SurfaceConfig surface,
      ComputeConfig compute) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final LossConfig loss;
  private final SurfaceConfig surface;
  private final ComputeConfig compute;

  /**
   * Prepares surfaces.
   *
   * @param checkpoints zips of checkpoints; in the order of training if they are a trajectory
   * @param data where the images come from
   */
  public SurfaceRun(
      List<Path> checkpoints,
      DataConfig data,
      LossConfig loss,
      SurfaceConfig surface,
      ComputeConfig compute) {
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.loss = loss;
    this.surface = surface;
    this.compute = compute;
  }

  @Override
  public Optional<SurfaceResults> run(
      Path folder, UnitExecutor executor, RunControl<SurfaceListener> control) throws IOException {
    ComputeConfig chosen = compute.in(folder);
    chosen.apply();
    Map<String, String> hashes = CheckpointHashes.of(checkpoints);
    List<HashedFile> files = HashedFile.of(hashes);
    LossSource source = LossSource.of(data, loss, chosen);
    try {
      Manifest manifest =
          Manifest.of(KIND, new Identity(hashes, data, loss, surface, chosen), data.facts())
              .reading(source.checksums(files, executor.context()));
      List<SurfacePlan> plans = plans(files, source, executor.context(), control.listener());
      if (surface.trajectory()) {
        executor.context().get(plans.get(0).trajectory()); // refused before anything is written
      }
      return RunFolder.use(folder, manifest, run -> results(run, plans, executor, control));
    } finally {
      executor.context().clear();
    }
  }

  private List<SurfacePlan> plans(
      List<HashedFile> files, LossSource source, UnitContext context, CheckpointListener listener)
      throws IOException {
    return surface.trajectory()
        ? List.of(new SurfacePlan(usable(files, context, listener), source, surface))
        : files.stream().map(file -> new SurfacePlan(List.of(file), source, surface)).toList();
  }

  /** Leaves out checkpoints that cannot be used, but for the last, which is the plane's origin. */
  private static List<HashedFile> usable(
      List<HashedFile> files, UnitContext context, CheckpointListener listener) throws IOException {
    List<HashedFile> usable = new ArrayList<>();
    for (HashedFile file : files.subList(0, files.size() - 1)) {
      UsableCheckpoint.use(file, context, listener, network -> file).ifPresent(usable::add);
    }
    usable.add(files.get(files.size() - 1));
    return usable;
  }

  private SurfaceResults results(
      RunFolder run,
      List<SurfacePlan> plans,
      UnitExecutor executor,
      RunControl<SurfaceListener> control)
      throws IOException {
    JournalledWork<SurfaceEntry, SurfaceListener> work =
        new JournalledWork<>(run.journal(SurfaceEntry.class), executor, control);
    work.listener()
        .planned(
            plans.size() * surface.points(),
            (long) work.journal().entries().size() * surface.x().points());
    List<SurfaceRows> surfaces = new ArrayList<>();
    for (SurfacePlan plan : plans) {
      if (surface.trajectory()) {
        surfaces.add(new SurfaceRows(plan, trajectory(plan, work.context()), work));
      } else {
        UsableCheckpoint.use(
                plan.origin(),
                work.context(),
                work.listener(),
                network -> new SurfaceRows(plan, null, work))
            .ifPresent(surfaces::add);
      }
    }
    work.complete(surfaces);
    List<SurfaceResult> results =
        surfaces.stream().flatMap(rows -> rows.result().stream()).toList();
    SurfaceResults all = new SurfaceResults(SurfaceResults.SCHEMA_VERSION, run.manifest(), results);
    if (!results.isEmpty()) {
      Json.write(run.path().resolve(SurfaceResults.FILE), all);
    }
    return all;
  }

  private static SurfaceTrajectory trajectory(SurfacePlan plan, UnitContext context)
      throws IOException {
    TrainingTrajectory trajectory = context.get(plan.trajectory());
    OpenSurface open = context.get(plan);
    return trajectory.over(open.plane(), open.origin().loss());
  }
}
