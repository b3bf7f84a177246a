package org.convexityprobe.experiment.reproduction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.GroupedMean;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How lengths change with something, over several networks. A network counts once, however many
 * lines and epochs it has: what differs between networks is in the error wherever there are enough
 * to tell.
 *
 * @param slope the change
 * @param standardError its error; of lines alone where {@code overNetworks} is false
 * @param degreesOfFreedom of the error
 * @param overNetworks whether the error holds what differs between networks
 * @param networks number of networks
 */
record Trend(
    double slope,
    double standardError,
    double degreesOfFreedom,
    boolean overNetworks,
    int networks) {
  /**
   * A network's length beside what it is to change with.
   *
   * @param group networks of other groups are not compared with it
   * @param x what it is to change with
   * @param y the length
   */
  record Point(int group, double x, Estimate y) {}

  /** Returns the mean of changes, one a network. */
  static Trend mean(List<Estimate> changes) {
    GroupedMean mean = GroupedMean.of(changes);
    return new Trend(
        mean.mean(),
        mean.standardError(),
        mean.degreesOfFreedom(),
        changes.size() > 1,
        changes.size());
  }

  /**
   * Returns the slope of the parallel least-squares lines through the points of each group. Its
   * variance is the larger of two: from the scatter of the points about the lines, which holds what
   * differs between networks, and from the errors of the points over lines.
   */
  static Trend slope(List<Point> points) {
    Map<Integer, Double> x = means(points, Point::x);
    Map<Integer, Double> y = means(points, point -> point.y().mean());
    double squares = 0;
    double products = 0;
    double overLines = 0;
    for (Point point : points) {
      double distance = point.x() - x.get(point.group());
      squares += distance * distance;
      products += distance * point.y().mean();
      overLines += Math.pow(distance * point.y().standardError(), 2);
    }
    double slope = products / squares;
    double scatter = 0;
    for (Point point : points) {
      double line = y.get(point.group()) + slope * (point.x() - x.get(point.group()));
      scatter += Math.pow(point.y().mean() - line, 2);
    }
    double ofLines = overLines / (squares * squares);
    int degrees = points.size() - x.size() - 1;
    return degrees > 0
        ? new Trend(
            slope,
            Math.sqrt(Math.max(scatter / degrees / squares, ofLines)),
            degrees,
            true,
            points.size())
        : new Trend(slope, Math.sqrt(ofLines), lines(points), false, points.size());
  }

  private static Map<Integer, Double> means(List<Point> points, ToDoubleFunction<Point> number) {
    return points.stream()
        .collect(Collectors.groupingBy(Point::group, Collectors.averagingDouble(number)));
  }

  private static int lines(List<Point> points) {
    return points.stream().mapToInt(point -> point.y().count() - 1).sum();
  }

  /**
   * Returns the probability of a change at least as large in one direction where there is none. It
   * is ½ if nothing varies: this says neither that there is a rise nor that there is a fall.
   *
   * @param sign +1 for a rise, −1 for a fall
   */
  double probability(int sign) {
    if (Double.isNaN(standardError)) {
      return Double.NaN;
    }
    if (standardError == 0 && slope == 0) {
      return 0.5;
    }
    if (standardError == 0) {
      return sign * slope > 0 ? 0 : 1;
    }
    return new TDistribution(degreesOfFreedom).cumulativeProbability(-sign * slope / standardError);
  }

  /** Returns the change with its error, such as {@code +0.062 ± 0.010}. */
  String words() {
    return Double.isNaN(standardError)
        ? String.format(Locale.ROOT, "%+.3f ± –", slope)
        : String.format(Locale.ROOT, "%+.3f ± %.3f", slope, standardError);
  }
}
