package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.probe.CheckpointHashes;
import org.convexityprobe.experiment.probe.CheckpointLoss;
import org.convexityprobe.experiment.probe.DirectionSeed;
import org.convexityprobe.experiment.probe.ProbeImages;
import org.convexityprobe.experiment.probe.UsableCheckpoint;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.network.NetworkPlane;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Computes the loss over a plane around checkpoints, or over the plane of a training trajectory,
 * into a folder. Rows go to the journal as they finish, so a run that was killed goes on after its
 * last row and gives the same results.
 */
public final class SurfaceRun {
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

  /**
   * Computes what is not done yet.
   *
   * @param folder receives the journal and {@code surfaces.json}
   * @return the results of the checkpoints that could be used, perhaps of none, or nothing if it
   *     was stopped
   * @throws IOException if a checkpoint or the images cannot be read, or the folder not be written
   */
  public Optional<SurfaceResults> run(Path folder, SurfaceListener listener, BooleanSupplier stop)
      throws IOException {
    compute.apply();
    Identity identity =
        new Identity(CheckpointHashes.of(checkpoints), data, loss, surface, compute);
    Manifest manifest = Manifest.of(KIND, identity, data.facts());
    ProbeImages images = new ProbeImages(data, loss);
    TrainingTrajectory trajectory =
        surface.trajectory() ? TrainingTrajectory.read(checkpoints, images, loss, compute) : null;
    return RunFolder.use(folder, manifest, run -> results(run, images, trajectory, listener, stop));
  }

  private SurfaceResults results(
      RunFolder run,
      ProbeImages images,
      TrainingTrajectory trajectory,
      SurfaceListener listener,
      BooleanSupplier stop)
      throws IOException {
    Journal<SurfaceEntry> journal = run.journal(SurfaceEntry.class);
    listener.planned(
        (surface.trajectory() ? 1 : checkpoints.size()) * surface.points(),
        (long) journal.entries().size() * surface.x().points());
    List<SurfaceResult> results = new ArrayList<>();
    if (trajectory != null) {
      results.add(over(trajectory, images, journal, listener, stop));
    } else {
      for (Path checkpoint : checkpoints) {
        UsableCheckpoint.use(
                checkpoint, listener, network -> around(network, images, journal, listener, stop))
            .ifPresent(results::add);
      }
    }
    SurfaceResults all = new SurfaceResults(SurfaceResults.SCHEMA_VERSION, run.manifest(), results);
    if (!results.isEmpty()) {
      Json.write(run.path().resolve(SurfaceResults.FILE), all);
    }
    return all;
  }

  private SurfaceResult around(
      TrainedNetwork network,
      ProbeImages images,
      Journal<SurfaceEntry> journal,
      SurfaceListener listener,
      BooleanSupplier stop)
      throws IOException {
    ProbeImages.Selection selection = images.of(network.description());
    Map<Integer, SurfaceEntry> done = done(journal, network.file().toString(), listener);
    CheckpointSurface rows =
        new CheckpointSurface(network, surface.x().axis(), surface.y().axis(), selection, surface);
    if (done.size() < surface.y().points()) {
      float[] weights = CheckpointLoss.weights(network, selection, loss, compute);
      try (CheckpointLoss open = CheckpointLoss.open(network, selection, loss, compute)) {
        open.requireFinite(network.file(), weights);
        rows.scan(randomPlane(network, weights, open), done, journal::append, listener, stop);
      }
    }
    SurfaceResult result = rows.result(done.values(), null);
    listener.surfaceDone(result);
    return result;
  }

  private NetworkPlane randomPlane(TrainedNetwork network, float[] weights, CheckpointLoss open) {
    DirectionSampler sampler =
        new DirectionSampler(
            network.layout(),
            surface.normalizationDirection(),
            DirectionSeed.of(loss.seed(), network.description()));
    int line = 2 * surface.pair();
    Direction first = sampler.draw(weights, line);
    Direction second =
        surface.orthogonal()
            ? sampler.drawOrthogonal(weights, line + 1, first)
            : sampler.draw(weights, line + 1);
    return new NetworkPlane(open.function(), open.labels(), weights, first, second);
  }

  private SurfaceResult over(
      TrainingTrajectory trajectory,
      ProbeImages images,
      Journal<SurfaceEntry> journal,
      SurfaceListener listener,
      BooleanSupplier stop)
      throws IOException {
    TrainedNetwork last = trajectory.last();
    ProbeImages.Selection selection = images.of(last.description());
    Map<Integer, SurfaceEntry> done = done(journal, last.file().toString(), listener);
    CheckpointSurface rows =
        new CheckpointSurface(
            last,
            surface.x().around(trajectory.coordinates(0)),
            surface.y().around(trajectory.coordinates(1)),
            selection,
            surface);
    try (CheckpointLoss open = CheckpointLoss.open(last, selection, loss, compute)) {
      NetworkPlane plane = trajectory.surface(open);
      SurfaceTrajectory path = trajectory.over(plane, open);
      rows.scan(plane, done, journal::append, listener, stop);
      SurfaceResult result = rows.result(done.values(), path);
      listener.surfaceDone(result);
      return result;
    }
  }

  private static Map<Integer, SurfaceEntry> done(
      Journal<SurfaceEntry> journal, String name, SurfaceListener listener) {
    Map<Integer, SurfaceEntry> done =
        journal.entries(entry -> entry.checkpoint().equals(name), entry -> entry.row().row());
    listener.surfaceStarted(name, done.size());
    return done;
  }
}
