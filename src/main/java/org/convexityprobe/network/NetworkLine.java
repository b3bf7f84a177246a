package org.convexityprobe.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.landscape.Curvature;
import org.convexityprobe.landscape.CurvedLineFunction;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.LineFunction;
import org.convexityprobe.landscape.ParameterLine;
import org.convexityprobe.landscape.SampledLineFunction;

/** φ(λ) = ℓ(w + λ r): the mean loss of a network over fixed images along a line. */
public final class NetworkLine implements SampledLineFunction, CurvedLineFunction {
  private final NetworkFunction function;
  private final LabelledLoss loss;
  private final ParameterLine line;
  private final float[] direction;
  private final float[] point;
  private final LineLogits logits;
  private final double resolution;
  private final EvaluationLog log;
  private final Map<Double, Integer> correct = new HashMap<>();

  /**
   * Makes the cross-entropy of one line.
   *
   * @param function the network on the images
   * @param labels their classes
   * @param weights flat vector w, the centre of the line
   * @param direction r
   */
  public NetworkLine(NetworkFunction function, int[] labels, float[] weights, Direction direction) {
    this(function, LabelledLoss.crossEntropy(labels), weights, direction);
  }

  /**
   * Makes the function of one line.
   *
   * @param function the network on the images
   * @param loss their losses
   * @param weights flat vector w, the centre of the line
   * @param direction r
   */
  public NetworkLine(
      NetworkFunction function, LabelledLoss loss, float[] weights, Direction direction) {
    this(function, loss, weights, direction, EvaluationLog.NONE);
  }

  /**
   * Makes the function of one line whose evaluations are kept.
   *
   * @param log keeps them
   */
  public NetworkLine(
      NetworkFunction function,
      LabelledLoss loss,
      float[] weights,
      Direction direction,
      EvaluationLog log) {
    if (loss.count() != function.images()) {
      throw new IllegalArgumentException(
          "%d labels for %d images".formatted(loss.count(), function.images()));
    }
    this.function = function;
    this.loss = loss;
    this.log = log;
    this.line = new ParameterLine(weights, direction);
    this.direction = direction.toArray();
    this.point = new float[line.length()];
    this.logits = new LineLogits(function, line);
    this.resolution = Resolution.along(function, weights, direction);
  }

  /** Returns φ'(λ) as a function of its own, computed with the same arithmetic. */
  public LineFunction slope() {
    // Slopes are in single precision where losses are not, and tell no more apart.
    return withValues(this::slopeAt);
  }

  /** Returns φ'(λ) = r·∇ℓ(w + λ r), where the function gives slopes. */
  public double slopeAt(double lambda) {
    return log.next(
            lambda,
            () -> {
              line.pointAt(lambda, point);
              return new double[] {function.slope(point, direction, loss.labels())};
            })[0];
  }

  /**
   * Returns φ''(λ) in its two parts, without the kinks of ReLU, where the function gives second
   * derivatives.
   */
  @Override
  public Curvature curvatureAt(double lambda) {
    double[] parts =
        log.next(
            lambda,
            () -> {
              line.pointAt(lambda, point);
              Curvature curvature = function.curvature(point, direction, loss.labels());
              return new double[] {curvature.gaussNewton(), curvature.rest()};
            });
    return new Curvature(parts[0], parts[1]);
  }

  @Override
  public double resolution() {
    return resolution;
  }

  @Override
  public double[] samplesAt(double lambda) {
    LoggedLosses losses = LoggedLosses.next(log, lambda, () -> computed(lambda));
    correct.put(lambda, losses.correct());
    return losses.losses();
  }

  /** The log keeps the mean alone. */
  @Override
  public double valueAt(double lambda) {
    LoggedLosses mean = LoggedLosses.next(log, lambda, () -> computed(lambda).mean());
    correct.put(lambda, mean.correct());
    return mean.losses()[0];
  }

  private LoggedLosses computed(double lambda) {
    double[] values = logits.at(lambda);
    return new LoggedLosses(loss.losses(values), loss.correct(values));
  }

  /** Returns the share of correct images in percent at points that were evaluated. */
  public List<Double> accuracies(List<Double> lambdas) {
    return lambdas.stream().map(lambda -> 100.0 * correct.get(lambda) / loss.count()).toList();
  }
}
