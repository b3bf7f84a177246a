package org.convexityprobe.experiment.factorization;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * The mean of a quantity over paths at a share of the training, with an interval. Paths have
 * different numbers of iterations, and are measured at different ones: each is interpolated
 * linearly between its two points beside the share.
 *
 * @param share of the iterations, from 0 to below 1
 * @param mean over paths
 * @param lower lower end of the interval (Student's t); NaN for one path
 * @param upper upper end of it
 */
public record TrajectoryMean(double share, double mean, double lower, double upper) {
  /**
   * Returns the means at equal distances, as many as the path of most points has.
   *
   * @param confidence of each interval, such as 0.95
   */
  public static List<TrajectoryMean> of(
      List<Path> paths, ToDoubleFunction<TrajectoryPoint> quantity, double confidence) {
    int count = paths.stream().mapToInt(path -> path.points().size()).max().orElseThrow();
    double end =
        paths.stream()
            .mapToDouble(path -> path.share(path.points().size() - 1))
            .min()
            .orElseThrow();
    List<TrajectoryMean> means = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : end * i / (count - 1);
      double[] values = paths.stream().mapToDouble(path -> at(path, share, quantity)).toArray();
      means.add(of(share, values, confidence));
    }
    return means;
  }

  private static TrajectoryMean of(double share, double[] values, double confidence) {
    double mean = StatUtils.mean(values);
    double half = values.length < 2 ? Double.NaN : halfWidth(values, confidence);
    return new TrajectoryMean(share, mean, mean - half, mean + half);
  }

  private static double halfWidth(double[] values, double confidence) {
    double error = Math.sqrt(StatUtils.variance(values) / values.length);
    return error
        * new TDistribution(values.length - 1).inverseCumulativeProbability((1 + confidence) / 2);
  }

  private static double at(Path path, double share, ToDoubleFunction<TrajectoryPoint> quantity) {
    int next = 0;
    while (next < path.points().size() - 1 && path.share(next) < share) {
      next++;
    }
    double there = quantity.applyAsDouble(path.points().get(next));
    if (next == 0 || path.share(next) <= share) {
      return there;
    }
    double before = quantity.applyAsDouble(path.points().get(next - 1));
    double start = path.share(next - 1);
    return before + (share - start) / (path.share(next) - start) * (there - before);
  }
}
