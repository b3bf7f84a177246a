package org.convexityprobe.report;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds room for labels on paper: away from each other, from the edges and from a curve. */
final class LabelPlaces {
  /** Points of each straight piece of the curve that labels keep away from. */
  private static final int SAMPLES = 20;

  /** Directions in which a label may lie from its point. */
  private static final int DIRECTIONS = 16;

  private final Rectangle2D area;
  private final List<Rectangle2D> taken = new ArrayList<>();
  private final List<Point2D> curve = new ArrayList<>();

  LabelPlaces(Rectangle2D area) {
    this.area = area;
  }

  /** Keeps labels away from a straight line. */
  void avoid(Point2D from, Point2D to) {
    for (int i = 0; i <= SAMPLES; i++) {
      double share = (double) i / SAMPLES;
      curve.add(
          new Point2D.Double(
              from.getX() + share * (to.getX() - from.getX()),
              from.getY() + share * (to.getY() - from.getY())));
    }
  }

  /** Takes the place near a point that is nearest and covers neither labels nor the curve. */
  Optional<Rectangle2D> beside(Point2D point, double width, double height) {
    for (double away = 4; away <= 40; away += 4) {
      List<Rectangle2D> free = new ArrayList<>();
      for (int i = 0; i < DIRECTIONS; i++) {
        double angle = 2 * Math.PI * i / DIRECTIONS;
        double x = point.getX() + (away + width / 2) * Math.cos(angle);
        double y = point.getY() - (away + height / 2) * Math.sin(angle);
        Rectangle2D box = box(x, y, width, height);
        if (isFree(box) && curve.stream().noneMatch(box::contains)) {
          free.add(box);
        }
      }
      Optional<Rectangle2D> best =
          free.stream().max(Comparator.comparingDouble(this::distanceFromCurve));
      if (best.isPresent()) {
        taken.add(best.get());
        return best;
      }
    }
    return Optional.empty();
  }

  /** Takes the one of some places that has most room around it, if one is free. */
  Optional<Rectangle2D> on(List<Point2D> places, double width, double height) {
    Optional<Rectangle2D> place =
        places.stream()
            .map(point -> box(point.getX(), point.getY(), width, height))
            .filter(this::isFree)
            .filter(box -> curve.stream().noneMatch(box::contains))
            .max(Comparator.comparingDouble(this::room));
    place.ifPresent(taken::add);
    return place;
  }

  private static Rectangle2D box(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x - width / 2, y - height / 2, width, height);
  }

  private boolean isFree(Rectangle2D box) {
    return area.contains(box) && taken.stream().noneMatch(box::intersects);
  }

  private double distanceFromCurve(Rectangle2D box) {
    Point2D centre = new Point2D.Double(box.getCenterX(), box.getCenterY());
    return curve.stream().mapToDouble(centre::distance).min().orElse(Double.MAX_VALUE);
  }

  private double room(Rectangle2D box) {
    Point2D centre = new Point2D.Double(box.getCenterX(), box.getCenterY());
    double edges =
        Math.min(
            Math.min(centre.getX() - area.getX(), area.getMaxX() - centre.getX()),
            Math.min(centre.getY() - area.getY(), area.getMaxY() - centre.getY()));
    double others =
        taken.stream()
            .mapToDouble(other -> centre.distance(other.getCenterX(), other.getCenterY()))
            .min()
            .orElse(Double.MAX_VALUE);
    return Math.min(2 * edges, Math.min(others, distanceFromCurve(box)));
  }
}
