package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.probe.DirectionSeed;
import org.convexityprobe.experiment.probe.HashedFile;
import org.convexityprobe.experiment.probe.LossSource;
import org.convexityprobe.experiment.probe.OpenCheckpoint;
import org.convexityprobe.experiment.work.Resource;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.FilterRules;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.network.NetworkPlane;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * What all rows of one surface have in common.
 *
 * @param checkpoints those of a training trajectory, or one whose plane has random directions
 * @param loss over the plane
 * @param surface which plane it is
 */
record SurfacePlan(List<HashedFile> checkpoints, LossSource loss, SurfaceConfig surface)
    implements Resource<OpenSurface> {
  SurfacePlan {
    checkpoints = List.copyOf(checkpoints);
  }

  /** Returns the checkpoint in the plane's point (0, 0). */
  HashedFile origin() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  /** Returns the trajectory whose plane this is. */
  Resource<TrainingTrajectory> trajectory() {
    return new Trajectory(checkpoints, loss);
  }

  /** Returns what a reader of results must know of the checkpoints. */
  List<String> notes(UnitContext context) throws IOException {
    return surface.trajectory() ? context.get(trajectory()).notes() : List.of();
  }

  /** Returns the coordinates along a row, and those of the rows. */
  List<SurfaceAxis> axes(UnitContext context) throws IOException {
    if (!surface.trajectory()) {
      return List.of(surface.x().axis(), surface.y().axis());
    }
    TrainingTrajectory trajectory = context.get(trajectory());
    return List.of(
        surface.x().around(trajectory.coordinates(0)),
        surface.y().around(trajectory.coordinates(1)));
  }

  @Override
  public OpenSurface open(UnitContext context) throws IOException {
    List<SurfaceAxis> axes = axes(context);
    if (surface.trajectory()) {
      TrainingTrajectory trajectory = context.get(trajectory());
      OpenCheckpoint last = context.get(loss.of(origin()));
      return new OpenSurface(last, axes.get(0), axes.get(1), trajectory.surface(last.loss()));
    }
    OpenCheckpoint checkpoint = context.get(loss.of(origin()));
    checkpoint.requireFinite();
    return new OpenSurface(checkpoint, axes.get(0), axes.get(1), randomPlane(checkpoint));
  }

  private NetworkPlane randomPlane(OpenCheckpoint checkpoint) {
    TrainedNetwork network = checkpoint.network();
    float[] weights = checkpoint.weights();
    DirectionSampler sampler =
        new DirectionSampler(
            FilterRules.of(surface.filters()).apply(network.layout()),
            surface.normalizationDirection(),
            DirectionSeed.of(loss.loss().seed(), network.description()));
    int line = 2 * surface.pair();
    Direction first = sampler.draw(weights, line);
    Direction second =
        surface.orthogonal()
            ? sampler.drawOrthogonal(weights, line + 1, first)
            : sampler.draw(weights, line + 1);
    return new NetworkPlane(
        checkpoint.loss().function(), checkpoint.loss().losses(), weights, first, second);
  }

  private record Trajectory(List<HashedFile> checkpoints, LossSource loss)
      implements Resource<TrainingTrajectory> {
    @Override
    public TrainingTrajectory open(UnitContext context) throws IOException {
      return TrainingTrajectory.read(checkpoints, loss, context);
    }
  }
}
