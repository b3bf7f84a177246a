package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceScan;
import org.junit.jupiter.api.Test;

/** Contour lines of functions whose lines are known. */
class ContourRingsTest {
  private static SurfaceScan scan(int points, DoubleBinaryOperator function) {
    SurfaceAxis x = new SurfaceAxis(-2, 1, points);
    SurfaceAxis y = new SurfaceAxis(-1, 2, points);
    List<List<Double>> values = new ArrayList<>();
    for (int j = 0; j < points; j++) {
      List<Double> row = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        row.add(function.applyAsDouble(x.coordinate(i), y.coordinate(j)));
      }
      values.add(row);
    }
    return new SurfaceScan(x, y, values);
  }

  private static List<List<ContourRings.Point>> lines(
      SurfaceScan scan, double level, boolean logarithmic) {
    return ContourRings.lines(HeightField.of(scan, logarithmic), level);
  }

  private static double length(List<List<ContourRings.Point>> lines) {
    double length = 0;
    for (List<ContourRings.Point> line : lines) {
      for (int i = 1; i < line.size(); i++) {
        length +=
            Math.hypot(
                line.get(i).x() - line.get(i - 1).x(), line.get(i).y() - line.get(i - 1).y());
      }
    }
    return length;
  }

  /** The area inside rings, holes subtracted, by the shoelace formula. */
  private static double area(List<List<ContourRings.Point>> rings) {
    double twice = 0;
    for (List<ContourRings.Point> ring : rings) {
      for (int i = 0; i < ring.size(); i++) {
        ContourRings.Point from = ring.get(i);
        ContourRings.Point to = ring.get((i + 1) % ring.size());
        twice += from.x() * to.y() - to.x() * from.y();
      }
    }
    return Math.abs(twice) / 2;
  }

  @Test
  void theLinesOfAPlaneAreStraightAndExact() {
    List<List<ContourRings.Point>> lines = lines(scan(7, (x, y) -> 2 * x + y), 0.3, false);
    assertThat(lines).hasSize(1);
    // Sums of a few numbers of order 1.
    assertThat(lines.get(0))
        .allSatisfy(p -> assertThat(2 * p.x() + p.y()).isCloseTo(0.3, within(1e-12)));
    // From (0.65, −1) to (−0.85, 2).
    assertThat(length(lines)).isCloseTo(Math.hypot(1.5, 3), within(1e-12));
  }

  @Test
  void theLineOfABowlIsACircleAndTheRegionAboveItTheRest() {
    SurfaceScan bowl = scan(61, (x, y) -> x * x + y * y);
    List<List<ContourRings.Point>> lines = lines(bowl, 0.5, false);
    assertThat(lines).hasSize(1);
    // Linear interpolation of a square over h = 0.05 is off by at most h²/4 in the value.
    assertThat(lines.get(0))
        .allSatisfy(p -> assertThat(p.x() * p.x() + p.y() * p.y()).isCloseTo(0.5, within(6.5e-4)));
    assertThat(length(lines)).isCloseTo(2 * Math.PI * Math.sqrt(0.5), within(0.01));
    // Off by the length of the line times the distance h²/4 / (2 · 0.7) at most.
    assertThat(area(ContourRings.of(HeightField.of(bowl, false), 0.5)))
        .isCloseTo(9 - 0.5 * Math.PI, within(2e-3));
  }

  @Test
  void allThatIsFiniteLiesAboveTheLowestOfAllHeights() {
    SurfaceScan holed = scan(4, (x, y) -> x > 0.5 && y > 1.5 ? Double.NaN : x);
    // Of the cell at the hole, corner by corner of the refined grid, 1/40² at most is lost.
    assertThat(area(ContourRings.of(HeightField.of(holed, false), -Double.MAX_VALUE)))
        .isCloseTo(8, within(0.06));
  }

  @Test
  void logarithmsAreInterpolatedWhereTheyAreDrawn() {
    double level = Math.log10(0.5);
    List<List<ContourRings.Point>> lines = lines(scan(4, (x, y) -> Math.exp(x)), level, true);
    assertThat(lines.get(0))
        .allSatisfy(p -> assertThat(p.x()).isCloseTo(Math.log(0.5), within(1e-12)));
    assertThat(length(lines)).isCloseTo(3, within(1e-12));
  }

  @Test
  void theTwoLinesOfASaddleDoNotCross() {
    SurfaceAxis axis = new SurfaceAxis(0, 1, 2);
    SurfaceScan high = new SurfaceScan(axis, axis, List.of(List.of(3.0, -1.0), List.of(-1.0, 3.0)));
    SurfaceScan low = new SurfaceScan(axis, axis, List.of(List.of(1.0, -3.0), List.of(-3.0, 1.0)));
    // A high middle: the low corners (1, 0) and (0, 1) are cut off.
    assertThat(lines(high, 0, false)).hasSize(2).allSatisfy(line -> assertSide(line, 1, -1));
    // A low middle: the high corners (0, 0) and (1, 1) are.
    assertThat(lines(low, 0, false)).hasSize(2).allSatisfy(line -> assertSide(line, 1, 1));
  }

  /** A line lies on one side of a diagonal through the middle. */
  private static void assertSide(List<ContourRings.Point> line, int x, int y) {
    assertThat(line.stream().map(p -> x * (p.x() - 0.5) + y * (p.y() - 0.5) > 0).distinct())
        .hasSize(1);
  }

  @Test
  void cellsAtAHoleHaveNoLine() {
    SurfaceScan whole = scan(4, (x, y) -> x);
    SurfaceScan holed = scan(4, (x, y) -> x > 0.5 && y > 1.5 ? Double.NaN : x);
    assertThat(length(lines(whole, 0.5, false))).isCloseTo(3, within(1e-12));
    assertThat(length(lines(holed, 0.5, false))).isCloseTo(2, within(1e-12));
  }
}
