package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.probe.CheckpointLoss;
import org.convexityprobe.experiment.probe.HashedFile;
import org.convexityprobe.experiment.probe.LossSource;
import org.convexityprobe.experiment.probe.SharedLoss;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.landscape.SurfaceFunction;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;
import org.convexityprobe.landscape.TrajectoryPlane;
import org.convexityprobe.network.NetworkPlane;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * The checkpoints of one training run, in their order, and the plane that they span.
 *
 * @param last the checkpoint that it ends in
 * @param epochs of each checkpoint; its number from 0 where epochs are not known
 * @param weights of each checkpoint, with the statistics that the loss asks for
 * @param plane of the first two principal components, through the last checkpoint
 * @param notes what a reader of results must know of the checkpoints
 */
record TrainingTrajectory(
    TrainedNetwork last,
    List<Integer> epochs,
    List<float[]> weights,
    TrajectoryPlane plane,
    List<String> notes) {
  /** Fewer span no plane. */
  private static final int FEWEST = 3;

  /**
   * Reads the checkpoints of a trajectory.
   *
   * @throws IllegalArgumentException if they are fewer than three, of different networks or data
   *     sets, out of order, or on one line
   */
  static TrainingTrajectory read(List<HashedFile> checkpoints, LossSource loss, UnitContext context)
      throws IOException {
    if (checkpoints.size() < FEWEST) {
      throw new IllegalArgumentException(
          "a trajectory of %d checkpoints; expected at least %d, which span a plane"
              .formatted(checkpoints.size(), FEWEST));
    }
    List<Integer> epochs = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    TrainedNetwork last = context.get(checkpoints.get(checkpoints.size() - 1).network());
    TrainedNetwork before = null;
    for (HashedFile checkpoint : checkpoints) {
      TrainedNetwork network = context.get(checkpoint.network());
      SharedLoss.require(network, last, loss.data(), "a trajectory").ifPresent(notes::add);
      SharedLoss.requireOutputs(network, last, loss, context, "a trajectory");
      if (before != null) {
        requireNext(network, before);
      }
      Integer epoch = network.description().epoch();
      epochs.add(epoch == null ? Integer.valueOf(epochs.size()) : epoch);
      weights.add(context.get(loss.weightsOf(checkpoint)));
      before = network;
    }
    if (last.description().epoch() == null) {
      notes.add(
          "the epochs of these networks are not known; in place of epochs they are numbered from 0 in the order in which they were given");
    }
    TrajectoryPlane plane = TrajectoryPlane.fit(weights, last.layout());
    return new TrainingTrajectory(last, epochs, weights, plane, notes);
  }

  private static void requireNext(TrainedNetwork network, TrainedNetwork before) {
    Integer own = network.description().epoch();
    Integer earlier = before.description().epoch();
    if ((own == null) != (earlier == null)) {
      throw new IllegalArgumentException(
          "the epoch of %s is not known, but that of others is; write it into NAME.label.json beside each network"
              .formatted(own == null ? network.file() : before.file()));
    }
    if (own != null && own < earlier) {
      throw new IllegalArgumentException(
          "%s is of epoch %d, but comes behind epoch %d; give checkpoints in the order of training"
              .formatted(network.file(), own, earlier));
    }
  }

  /** Returns the coordinates of its points along the first (0) or the second (1) component. */
  List<Double> coordinates(int component) {
    return plane.coordinates().stream().map(point -> point.get(component)).toList();
  }

  /** Returns the loss over its plane. */
  NetworkPlane surface(CheckpointLoss loss) {
    float[] origin = weights.get(weights.size() - 1);
    return new NetworkPlane(loss.function(), loss.losses(), origin, plane.first(), plane.second());
  }

  /** Measures the loss at each checkpoint, and on the surface below it. */
  SurfaceTrajectory over(SurfaceFunction surface, CheckpointLoss loss) {
    List<Point> points = new ArrayList<>();
    for (int t = 0; t < epochs.size(); t++) {
      double x = plane.coordinates().get(t).get(0);
      double y = plane.coordinates().get(t).get(1);
      double residual = plane.residuals().get(t);
      double own = loss.at(weights.get(t));
      points.add(new Point(epochs.get(t), x, y, residual, own, surface.valueAt(x, y)));
    }
    return new SurfaceTrajectory(plane.explained(), points);
  }
}
