package org.convexityprobe.landscape;

import java.util.Objects;

/**
 * The line w + λ r through parameter space.
 *
 * <p>Every point is built anew from the master copy of w, in double precision and rounded once to
 * float, never stepped from the point before: it depends on λ alone, and λ = 0 gives back w bit by
 * bit.
 */
public final class ParameterLine {
  private final float[] origin;
  private final Direction direction;

  /**
   * Makes the line through {@code origin}, which is copied.
   *
   * @throws IllegalArgumentException if origin and direction differ in length
   */
  public ParameterLine(float[] origin, Direction direction) {
    Direction.requireLength(origin.length, direction.length(), "origin and direction");
    this.origin = origin.clone();
    this.direction = Objects.requireNonNull(direction, "direction");
  }

  /** Returns the number of parameters. */
  public int length() {
    return origin.length;
  }

  /** Writes w + λ r into {@code target}, which must be as long as w. */
  public void pointAt(double lambda, float[] target) {
    Direction.requireLength(origin.length, target.length, "line and target");
    if (lambda == 0) {
      // −0 + 0 is +0: only a copy restores w bit by bit.
      System.arraycopy(origin, 0, target, 0, origin.length);
      return;
    }
    for (int i = 0; i < origin.length; i++) {
      target[i] = (float) (origin[i] + lambda * direction.get(i));
    }
  }

  /** Writes w + λ r into {@code target}, not rounded to float. */
  public void pointAt(double lambda, double[] target) {
    Direction.requireLength(origin.length, target.length, "line and target");
    for (int i = 0; i < origin.length; i++) {
      target[i] = origin[i] + lambda * direction.get(i);
    }
  }
}
