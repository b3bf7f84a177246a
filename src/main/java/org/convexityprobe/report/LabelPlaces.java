package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.convexityprobe.landscape.SurfaceAxis;

/** Finds room for labels in a chart: away from each other, from its edges and from a curve. */
final class LabelPlaces {
  /** A place in the chart's coordinates. */
  record Place(double x, double y) {}

  /** Size of a label in parts of the chart's sides. */
  private static final double WIDTH = 0.11;

  private static final double HEIGHT = 0.035;

  /** Distance of two points, in sizes of a label, that cannot both have one. */
  private static final double NEAR = 0.7;

  /** Points of each straight piece of the curve that labels keep away from. */
  private static final int SAMPLES = 20;

  private final SurfaceAxis x;
  private final SurfaceAxis y;
  private final List<Place> labels = new ArrayList<>();
  private final List<Place> curve = new ArrayList<>();
  private final List<Place> labelled = new ArrayList<>();

  LabelPlaces(SurfaceAxis x, SurfaceAxis y) {
    this.x = x;
    this.y = y;
  }

  /** Keeps labels away from a straight line. */
  void avoid(double fromX, double fromY, double toX, double toY) {
    for (int i = 0; i <= SAMPLES; i++) {
      double share = (double) i / SAMPLES;
      curve.add(new Place(fromX + share * (toX - fromX), fromY + share * (toY - fromY)));
    }
  }

  /**
   * Takes the place beside a point that has most room, if the labels there are leave any, and if no
   * point so near that one could not tell which is meant has one.
   */
  Optional<Place> beside(double atX, double atY) {
    Place point = new Place(atX, atY);
    if (room(point, labelled) < NEAR) {
      return Optional.empty();
    }
    double right = 0.6 * WIDTH * (x.to() - x.from());
    double up = HEIGHT * (y.to() - y.from());
    Optional<Place> place =
        Stream.of(
                new Place(atX, atY + up),
                new Place(atX, atY - up),
                new Place(atX + right, atY),
                new Place(atX - right, atY),
                new Place(atX + right, atY + up),
                new Place(atX - right, atY - up),
                new Place(atX + right, atY - up),
                new Place(atX - right, atY + up))
            .filter(candidate -> room(candidate, labels) >= 1)
            .max(Comparator.comparingDouble(candidate -> room(candidate, curve)));
    place.ifPresent(labels::add);
    place.ifPresent(label -> labelled.add(point));
    return place;
  }

  /** Takes the middle of the piece that has most room around it, if one has enough. */
  Optional<Place> on(List<ContourLines.Piece> pieces) {
    Optional<Place> place =
        pieces.stream()
            .map(p -> new Place((p.x0() + p.x1()) / 2, (p.y0() + p.y1()) / 2))
            .max(Comparator.comparingDouble(this::room))
            .filter(best -> room(best) >= 1);
    place.ifPresent(labels::add);
    return place;
  }

  private double room(Place place) {
    return Math.min(roomInside(place), Math.min(room(place, labels), room(place, curve)));
  }

  /** Returns the distance from the nearest of some places, in sizes of a label. */
  private double room(Place place, List<Place> others) {
    double room = Double.POSITIVE_INFINITY;
    for (Place other : others) {
      double columns = Math.abs(other.x - place.x) / ((x.to() - x.from()) * WIDTH);
      double rows = Math.abs(other.y - place.y) / ((y.to() - y.from()) * HEIGHT);
      room = Math.min(room, Math.max(columns, rows));
    }
    return room;
  }

  /** Returns the distance from the edges, in halves of a label. */
  private double roomInside(Place place) {
    double columns = Math.min(place.x - x.from(), x.to() - place.x) / (x.to() - x.from());
    double rows = Math.min(place.y - y.from(), y.to() - place.y) / (y.to() - y.from());
    return 2 * Math.min(columns / WIDTH, rows / HEIGHT);
  }
}
