package org.convexityprobe.recovery;

import java.util.Locale;
import org.convexityprobe.recovery.GradientDescent.Descent;
import org.convexityprobe.recovery.GradientDescent.Ending;

/** What a descent ended at. */
public enum DescentEnd {
  /** X*. */
  PLANTED("X*"),
  /** Another matrix that has the same measurements: a global minimum, too. */
  OTHER_SOLUTION("another matrix with the same measurements"),
  /** A local minimum of a loss above 0. */
  SPURIOUS("a spurious minimum"),
  /**
   * A minimum of a penalized loss that is no higher than the one that descent from X* reaches:
   * where the penalty is above 0 at X*, X* itself is no minimum.
   */
  MOVED("the minimum that the penalty moves X* to"),
  /** A critical point with a direction of negative curvature. */
  SADDLE("a saddle"),
  /** No critical point. */
  UNFINISHED("no critical point");

  /** A gradient this small, relative to σ̂₁ ‖U‖, is one of a critical point. */
  private static final double CRITICAL = 1e-6;

  /** Curvature this negative, relative to σ̂₁, is not rounding. */
  private static final double NEGATIVE = 1e-3;

  /** A loss this small, relative to that of 0, is that of a solution. */
  static final double SOLVED = 1e-10;

  /** A loss that falls by a smaller share in as many passes again has stopped falling. */
  private static final double FALLING = 0.01;

  /** Two descents to the same minimum end at losses that differ by a smaller share. */
  private static final double SAME = 1e-4;

  private final String words;

  DescentEnd(String words) {
    this.words = words;
  }

  /** Returns what it is, for people. */
  public String words() {
    return words;
  }

  /** Returns the name as files have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Says what a descent reached. SGD with steps of a fixed size stays near a minimum of a loss
   * above 0 rather than at it; there, descent on all measurements goes on, and says what is near.
   *
   * @param method that descended
   * @param descent where it ended
   * @param loss of the instance, with or without a penalty
   * @param recovered relative error ‖UUᵀ − X*‖_F / ‖X*‖_F below which X* is reached
   */
  public static DescentEnd of(
      GradientDescent method,
      Descent descent,
      PlantedInstance instance,
      FactorLoss loss,
      double recovered) {
    if (instance.relativeError(descent.point()) < recovered) {
      return PLANTED;
    }
    Descent last = descent;
    if (method.batch() > 0 && descent.ending() != Ending.CONVERGED) {
      last = GradientDescent.of(0, method.iterations()).from(loss, descent.point(), 0);
      if (instance.relativeError(last.point()) < recovered) {
        return UNFINISHED;
      }
    }
    DescentEnd end = notPlanted(loss, last);
    return end == SPURIOUS ? unlessItFalls(method, last, instance, loss, recovered) : end;
  }

  private static DescentEnd notPlanted(FactorLoss loss, Descent descent) {
    Factor point = descent.point();
    double scale = loss.scale();
    if (isSolved(loss, descent)) {
      return OTHER_SOLUTION;
    }
    if (descent.gradientNorm() > CRITICAL * scale * point.norm()) {
      return UNFINISHED;
    }
    return LeastEigenvalue.at(loss, point).value() < -NEGATIVE * scale ? SADDLE : SPURIOUS;
  }

  /**
   * Says whether an end with a small gradient and no negative curvature is a spurious minimum.
   * Where the loss is of fourth order beside a solution, its gradient is small long before the loss
   * is.
   */
  private static DescentEnd unlessItFalls(
      GradientDescent method,
      Descent descent,
      PlantedInstance instance,
      FactorLoss loss,
      double recovered) {
    Descent further = GradientDescent.of(0, method.iterations()).from(loss, descent.point(), 0);
    if (further.loss() >= (1 - FALLING) * descent.loss()) {
      return isAsLowAsPlanted(method, further, instance, loss) ? MOVED : SPURIOUS;
    }
    boolean planted = instance.relativeError(further.point()) < recovered;
    return isSolved(loss, further) && !planted ? OTHER_SOLUTION : UNFINISHED;
  }

  private static boolean isAsLowAsPlanted(
      GradientDescent method, Descent descent, PlantedInstance instance, FactorLoss loss) {
    double least = descent.loss() / (1 + SAME);
    return loss.at(instance.truth()) >= least
        && GradientDescent.of(0, method.iterations()).from(loss, instance.truth(), 0).loss()
            >= least;
  }

  private static boolean isSolved(FactorLoss loss, Descent descent) {
    Factor point = descent.point();
    return descent.loss() <= SOLVED * loss.at(Factor.zero(point.rows(), point.rank()));
  }
}
