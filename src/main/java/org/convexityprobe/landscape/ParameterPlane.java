package org.convexityprobe.landscape;

import java.util.Objects;

/**
 * The plane w + x a + y b through parameter space. Every point is built anew from the master copy
 * of w, in double precision and rounded once to float; (0, 0) gives back w bit by bit.
 */
public final class ParameterPlane {
  private final float[] origin;
  private final Direction first;
  private final Direction second;

  /**
   * Makes the plane through {@code origin}, which is copied.
   *
   * @throws IllegalArgumentException if origin and directions differ in length
   */
  public ParameterPlane(float[] origin, Direction first, Direction second) {
    Direction.requireLength(origin.length, first.length(), "origin and first direction");
    Direction.requireLength(origin.length, second.length(), "origin and second direction");
    this.origin = origin.clone();
    this.first = Objects.requireNonNull(first, "first");
    this.second = Objects.requireNonNull(second, "second");
  }

  /** Returns the number of parameters. */
  public int length() {
    return origin.length;
  }

  /** Writes w + x a + y b into {@code target}, which must be as long as w. */
  public void pointAt(double x, double y, float[] target) {
    Direction.requireLength(origin.length, target.length, "plane and target");
    if (x == 0 && y == 0) {
      System.arraycopy(origin, 0, target, 0, origin.length);
      return;
    }
    for (int i = 0; i < origin.length; i++) {
      target[i] = (float) (origin[i] + x * first.get(i) + y * second.get(i));
    }
  }

  /** Writes w + x a + y b into {@code target}, not rounded to float. */
  public void pointAt(double x, double y, double[] target) {
    Direction.requireLength(origin.length, target.length, "plane and target");
    for (int i = 0; i < origin.length; i++) {
      target[i] = origin[i] + x * first.get(i) + y * second.get(i);
    }
  }
}
