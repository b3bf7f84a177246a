package org.convexityprobe.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ten shapes of the synthetic set, each a signed distance in a plane where the shape fills the
 * unit disc: negative inside, positive outside. Only exactly rounded operations are used, so the
 * values are the same on every machine.
 */
enum SyntheticShape {
  DISC {
    @Override
    double distance(double u, double v) {
      return radius(u, v) - 0.8;
    }
  },
  RING {
    @Override
    double distance(double u, double v) {
      return Math.abs(radius(u, v) - 0.68) - 0.2;
    }
  },
  SQUARE {
    @Override
    double distance(double u, double v) {
      return Math.max(Math.abs(u), Math.abs(v)) - 0.7;
    }
  },
  TRIANGLE {
    @Override
    double distance(double u, double v) {
      return triangle(u, v, 0.48);
    }
  },
  CROSS {
    @Override
    double distance(double u, double v) {
      double a = Math.abs(u);
      double b = Math.abs(v);
      return Math.max(Math.min(a, b) - 0.25, Math.max(a, b) - 0.9);
    }
  },
  STAR {
    @Override
    double distance(double u, double v) {
      return Math.min(triangle(u, v, 0.48), triangle(u, -v, 0.48));
    }
  },
  CRESCENT {
    @Override
    double distance(double u, double v) {
      return Math.max(radius(u, v) - 0.85, 0.7 - radius(u - 0.45, v));
    }
  },
  STRIPES {
    @Override
    double distance(double u, double v) {
      return Math.max(radius(u, v) - 0.95, wave(u / 0.6) * 0.6);
    }
  },
  CHECKS {
    @Override
    double distance(double u, double v) {
      double a = wave(u / 0.8) * 0.8;
      double b = wave(v / 0.8) * 0.8;
      double check = a * b > 0 ? -Math.min(Math.abs(a), Math.abs(b)) : Math.abs(a * b);
      return Math.max(radius(u, v) - 0.95, check);
    }
  },
  DOTS {
    @Override
    double distance(double u, double v) {
      double a = u / 0.62 - Math.rint(u / 0.62);
      double b = v / 0.62 - Math.rint(v / 0.62);
      return Math.max(radius(u, v) - 0.95, (radius(a, b) - 0.32) * 0.62);
    }
  };

  private static final List<SyntheticShape> ALL = List.of(values());

  /** Returns the signed distance of a point, in units of the shape's radius. */
  abstract double distance(double u, double v);

  /** Returns the shape with a label. */
  static SyntheticShape of(int label) {
    return ALL.get(label);
  }

  /** Returns the names by label. */
  static List<String> names() {
    return Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static double radius(double u, double v) {
    return Math.sqrt(u * u + v * v);
  }

  /** An equilateral triangle with a corner upwards; {@code inner} is the radius of its incircle. */
  private static double triangle(double u, double v, double inner) {
    double slanted = 0.5 * Math.sqrt(3) * Math.abs(u) - 0.5 * v;
    return Math.max(v, slanted) - inner;
  }

  /** A triangle wave of period 1 between −¼ and ¼, the distance to the next edge of a stripe. */
  private static double wave(double t) {
    return Math.abs(t - Math.rint(t)) - 0.25;
  }
}
