package org.convexityprobe.experiment.reproduction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.DoubleStream;

/**
 * When a table of networks is done on a cluster, each unit of work in one slot. A simulation: each
 * unit goes to the slot that is free first.
 *
 * @param slots of the cluster: units that it computes at once
 * @param lines of all checkpoints of a network, scanned side by side; networks are probed one after
 *     the other, as their trainings end
 */
record Schedule(int slots, int lines) {
  /** A network whose training is done. */
  private record Trained(double size, double at) {}

  /**
   * Returns the time from the first training to the last line.
   *
   * @param sizes of the networks, in the order in which their trainings begin
   * @param training how long a network of size 1 trains
   * @param line how long a line of a network of size 1 takes
   */
  double makespan(double[] sizes, double training, double line) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int slot = 0; slot < slots; slot++) {
      free.add(0.0);
    }
    List<Trained> trained = new ArrayList<>();
    for (double size : sizes) {
      trained.add(new Trained(size, take(free, 0, size * training)));
    }
    trained.sort(Comparator.comparingDouble(Trained::at));
    double end = 0;
    for (Trained network : trained) {
      double from = Math.max(end, network.at);
      end =
          DoubleStream.generate(() -> take(free, from, network.size * line))
              .limit(lines)
              .max()
              .orElse(from);
    }
    return end;
  }

  /** Puts a unit into the slot that is free first; returns when it is done. */
  private static double take(PriorityQueue<Double> free, double from, double duration) {
    double done = Math.max(from, free.remove()) + duration;
    free.add(done);
    return done;
  }
}
