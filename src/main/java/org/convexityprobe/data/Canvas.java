package org.convexityprobe.data;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * One synthetic image while it is painted: planes of red, green and blue, 0 to 255. Sines come from
 * {@link StrictMath}, and all else is exactly rounded arithmetic, so that every JVM paints alike.
 */
final class Canvas {
  /** Shape of the images. */
  static final ImageShape SHAPE = ImageShape.CIFAR;

  private static final int SIDE = SHAPE.width();
  private static final int PLANE = SHAPE.plane();

  /** Standard deviation of a sum of four independent 16-bit integers: √(4 · 2³² / 12). */
  private static final float SUM_DEVIATION = 37837.2f;

  private final UniformRandomProvider random;
  private final float[] values = new float[SHAPE.length()];

  /**
   * Where and how a shape stands.
   *
   * @param x column of its centre
   * @param y row of its centre
   * @param cos cosine of its rotation
   * @param sin sine of its rotation
   * @param width half its width in pixels
   * @param height half its height in pixels
   */
  record Pose(double x, double y, double cos, double sin, double width, double height) {
    static Pose random(UniformRandomProvider random) {
      double radius = uniform(random, 8, 13);
      double stretch = uniform(random, 0.8, 1.25);
      double x = uniform(random, 11, 21);
      double y = uniform(random, 11, 21);
      double angle = uniform(random, 0, 2 * Math.PI);
      return new Pose(
          x, y, StrictMath.cos(angle), StrictMath.sin(angle), radius * stretch, radius / stretch);
    }

    /** Returns this pose with another rotation. */
    Pose rotated(UniformRandomProvider random) {
      double angle = uniform(random, 0, 2 * Math.PI);
      return new Pose(x, y, StrictMath.cos(angle), StrictMath.sin(angle), width, height);
    }
  }

  Canvas(UniformRandomProvider random) {
    this.random = random;
  }

  /** Fills the canvas with a linear gradient between two random colours. */
  void paintBackground() {
    double angle = uniform(random, 0, 2 * Math.PI);
    float dx = (float) StrictMath.cos(angle);
    float dy = (float) StrictMath.sin(angle);
    for (int channel = 0; channel < SHAPE.channels(); channel++) {
      float middle = (float) uniform(random, 20, 130);
      float slope = (float) uniform(random, -2, 2);
      for (int i = 0; i < PLANE; i++) {
        int row = i / SIDE;
        int column = i % SIDE;
        values[channel * PLANE + i] = middle + slope * (dx * (column - 15.5f) + dy * (row - 15.5f));
      }
    }
  }

  /** Returns a random colour brighter than the background where a shape will stand. */
  float[] brighterColour(Pose pose) {
    int row = (int) pose.y();
    int centre = row * SIDE + (int) pose.x();
    float[] colour = new float[SHAPE.channels()];
    float difference;
    do {
      difference = 0;
      for (int channel = 0; channel < colour.length; channel++) {
        colour[channel] = (float) uniform(random, 70, 255);
        difference += colour[channel] - values[channel * PLANE + centre];
      }
    } while (difference < 110);
    return colour;
  }

  /** Paints a shape, with edges blended over one pixel. */
  void paint(SyntheticShape shape, Pose pose, float[] colour, float opacity) {
    double scale = Math.min(pose.width(), pose.height());
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double x = column - pose.x();
        double y = row - pose.y();
        double u = (pose.cos() * x + pose.sin() * y) / pose.width();
        double v = (pose.cos() * y - pose.sin() * x) / pose.height();
        float coverage = clamp(0.5f - (float) (shape.distance(u, v) * scale), 1);
        if (coverage > 0) {
          blend(row * SIDE + column, colour, coverage * opacity);
        }
      }
    }
  }

  /** Paints a few short bars of random colours, then noise over everything. */
  void paintClutter() {
    int bars = 1 + random.nextInt(3);
    for (int bar = 0; bar < bars; bar++) {
      double angle = uniform(random, 0, 2 * Math.PI);
      double x = uniform(random, 0, SIDE);
      double y = uniform(random, 0, SIDE);
      double length = uniform(random, 2, 7);
      double thickness = uniform(random, 0.6, 1.8);
      float[] colour = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
      Pose pose = new Pose(x, y, StrictMath.cos(angle), StrictMath.sin(angle), length, thickness);
      paint(SyntheticShape.SQUARE, pose, colour, 1);
    }
    float deviation = (float) uniform(random, 4, 20);
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * noise();
    }
  }

  /**
   * Writes the image, each pixel the mean of a square of the canvas, rounded into a byte.
   *
   * @param side rows and columns of the image; a divisor of 32
   */
  void writeTo(byte[] out, int offset, int side) {
    int square = SIDE / side;
    for (int pixel = 0; pixel < SHAPE.channels() * side * side; pixel++) {
      int plane = pixel / (side * side);
      int row = pixel / side % side;
      int column = pixel % side;
      float sum = 0;
      for (int i = 0; i < square * square; i++) {
        int y = row * square + i / square;
        int x = column * square + i % square;
        sum += clamp(values[plane * PLANE + y * SIDE + x], 255);
      }
      out[offset + pixel] = (byte) (int) (sum / (square * square) + 0.5f);
    }
  }

  private void blend(int pixel, float[] colour, float weight) {
    for (int channel = 0; channel < SHAPE.channels(); channel++) {
      int i = channel * PLANE + pixel;
      values[i] += weight * (colour[channel] - values[i]);
    }
  }

  /** Nearly normal noise of mean 0 and deviation 1: the sum of four uniform numbers. */
  private float noise() {
    long bits = random.nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - 131070f) / SUM_DEVIATION;
  }

  private static double uniform(UniformRandomProvider random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private static float clamp(float value, float high) {
    return Math.max(0, Math.min(high, value));
  }
}
