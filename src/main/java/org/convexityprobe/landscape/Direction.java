package org.convexityprobe.landscape;

import java.util.Arrays;

/** A direction r in parameter space, one finite float per parameter. */
public final class Direction {
  private final float[] values;

  private Direction(float[] values) {
    this.values = values;
  }

  /**
   * Makes a direction of given values, which are copied.
   *
   * @throws IllegalArgumentException if one is NaN or infinite
   */
  public static Direction of(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "direction: element %d is %s; expected finite numbers".formatted(i, values[i]));
      }
    }
    return new Direction(values.clone());
  }

  /** Returns the direction from one point to another, r = to − from. */
  public static Direction between(float[] from, float[] to) {
    requireLength(from.length, to.length, "points");
    float[] values = new float[from.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((double) to[i] - from[i]);
    }
    return of(values);
  }

  /** Returns a step of training from one point to another: running statistics do not count. */
  public static Direction step(float[] from, float[] to, ParameterLayout layout) {
    requireLength(layout.length(), from.length, "parameter layout and point");
    float[] values = between(from, to).values;
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      if (tensor.role() == ParameterLayout.Role.STATISTIC) {
        Arrays.fill(values, tensor.offset(), tensor.offset() + tensor.length(), 0);
      }
    }
    return new Direction(values);
  }

  /** Returns −r. */
  public Direction reversed() {
    float[] opposite = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      opposite[i] = -values[i];
    }
    return new Direction(opposite);
  }

  /** Returns the number of parameters. */
  public int length() {
    return values.length;
  }

  /** Returns the component along parameter {@code index}. */
  public float get(int index) {
    return values[index];
  }

  /** Returns the values in a new array. */
  public float[] toArray() {
    return values.clone();
  }

  /** Returns ‖r‖ over the elements from {@code from} to {@code to} (exclusive), in double. */
  public double norm(int from, int to) {
    return Math.sqrt(dot(values, values, from, to));
  }

  /** Returns ⟨r, other⟩ in double. */
  public double dot(Direction other) {
    requireLength(length(), other.length(), "directions");
    return dot(values, other.values, 0, values.length);
  }

  static double dot(float[] a, float[] b, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  static void requireLength(int expected, int found, String what) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "%s of different lengths: %d and %d".formatted(what, expected, found));
    }
  }
}
