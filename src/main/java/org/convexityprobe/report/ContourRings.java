package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The region of a surface at or above a height, as closed rings (marching squares). Around the
 * grid, and in its holes, lies a ground that is lower than everything, so that each ring closes;
 * the parts of rings along it are no contour lines, but edges of the surface.
 */
final class ContourRings {
  /** A point of a ring; {@code edge} where it is an end of the surface. */
  record Point(double x, double y, boolean edge) {}

  private final HeightField field;
  private final double level;
  private final Map<Long, Long> next = new HashMap<>();

  private ContourRings(HeightField field, double level) {
    this.field = field;
    this.level = level;
  }

  /** Returns rings, each a list of points whose last is joined to the first. */
  static List<List<Point>> of(HeightField field, double level) {
    ContourRings rings = new ContourRings(field, level);
    for (int j = -1; j < field.rows(); j++) {
      for (int i = -1; i < field.columns(); i++) {
        rings.cell(i, j);
      }
    }
    return rings.joined();
  }

  /** Returns the parts of all rings that are contour lines. */
  static List<List<Point>> lines(HeightField field, double level) {
    List<List<Point>> lines = new ArrayList<>();
    for (List<Point> ring : of(field, level)) {
      List<Point> closed = new ArrayList<>(ring);
      // From an edge on, if there is one, so that no line is cut where its ring began.
      int edge =
          IntStream.range(0, ring.size()).filter(i -> ring.get(i).edge()).findFirst().orElse(0);
      Collections.rotate(closed, -edge);
      closed.add(closed.get(0));
      List<Point> line = new ArrayList<>();
      for (Point point : closed) {
        if (point.edge()) {
          keep(line, lines);
          line = new ArrayList<>();
        } else {
          line.add(point);
        }
      }
      keep(line, lines);
    }
    return lines;
  }

  private static void keep(List<Point> line, List<List<Point>> lines) {
    if (line.size() > 1) {
      lines.add(line);
    }
  }

  private double height(int i, int j) {
    boolean inside = i >= 0 && j >= 0 && i < field.columns() && j < field.rows();
    double height = inside ? field.height(i, j) : Double.NaN;
    return Double.isNaN(height) ? Double.NEGATIVE_INFINITY : height;
  }

  /** Goes around a cell's corners, against the clock: (i, j), (i + 1, j), (i + 1, j + 1), …. */
  private void cell(int i, int j) {
    double[] corners = {height(i, j), height(i + 1, j), height(i + 1, j + 1), height(i, j + 1)};
    boolean first = corners[0] >= level;
    if (first == corners[1] >= level
        && first == corners[2] >= level
        && first == corners[3] >= level) {
      return; // as in most cells, no ring passes
    }
    long[] edges = {key(i, j, 0), key(i + 1, j, 1), key(i, j + 1, 0), key(i, j, 1)};
    List<Integer> exits = new ArrayList<>();
    List<Integer> entries = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      boolean high = corners[k] >= level;
      if (high != corners[(k + 1) % 4] >= level) {
        (high ? exits : entries).add(k);
      }
    }
    if (exits.size() == 1) {
      next.put(edges[exits.get(0)], edges[entries.get(0)]);
    } else if (exits.size() == 2) {
      // High corners hang together if the middle is high.
      boolean together = corners[0] + corners[1] + corners[2] + corners[3] >= 4 * level;
      for (int exit : exits) {
        int entry = (exit + (together ? 1 : 3)) % 4;
        next.put(edges[exit], edges[entry]);
      }
    }
  }

  /** Names the edge to the right of a point, or (1) above it. */
  private long key(int i, int j, int upright) {
    return ((long) (j + 1) * (field.columns() + 2) + i + 1) * 2 + upright;
  }

  private Point point(long key) {
    int columns = field.columns() + 2;
    int upright = (int) (key % 2);
    int i = (int) (key / 2 % columns) - 1;
    int j = (int) (key / 2 / columns) - 1;
    int toI = i + 1 - upright;
    int toJ = j + upright;
    double from = height(i, j);
    double to = height(toI, toJ);
    if (Double.isInfinite(from)) {
      return new Point(x(toI), y(toJ), true);
    }
    if (Double.isInfinite(to)) {
      return new Point(x(i), y(j), true);
    }
    double share = (level - from) / (to - from);
    return new Point(x(i) + share * (x(toI) - x(i)), y(j) + share * (y(toJ) - y(j)), false);
  }

  private double x(int i) {
    return field.x(Math.max(0, Math.min(field.columns() - 1, i)));
  }

  private double y(int j) {
    return field.y(Math.max(0, Math.min(field.rows() - 1, j)));
  }

  private List<List<Point>> joined() {
    List<List<Point>> rings = new ArrayList<>();
    while (!next.isEmpty()) {
      long start = next.keySet().iterator().next();
      List<Point> ring = new ArrayList<>();
      Long at = start;
      while (at != null) {
        ring.add(point(at));
        at = next.remove(at);
        at = at != null && at == start ? null : at;
      }
      rings.add(ring);
    }
    return rings;
  }
}
