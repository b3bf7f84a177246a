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
class ContourLinesTest {
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

  private static double length(List<ContourLines.Piece> pieces) {
    return pieces.stream().mapToDouble(p -> Math.hypot(p.x1() - p.x0(), p.y1() - p.y0())).sum();
  }

  @Test
  void theLinesOfAPlaneAreStraightAndExact() {
    List<ContourLines.Piece> pieces = ContourLines.of(scan(7, (x, y) -> 2 * x + y), 0.3, false);
    assertThat(pieces)
        .allSatisfy(
            p -> {
              assertThat(2 * p.x0() + p.y0()).isCloseTo(0.3, within(1e-12));
              assertThat(2 * p.x1() + p.y1()).isCloseTo(0.3, within(1e-12));
            });
    // From (0.65, −1) to (−0.85, 2).
    assertThat(length(pieces)).isCloseTo(Math.hypot(1.5, 3), within(1e-12));
  }

  @Test
  void theLineOfABowlIsACircle() {
    List<ContourLines.Piece> pieces =
        ContourLines.of(scan(61, (x, y) -> x * x + y * y), 0.5, false);
    // Linear interpolation of a square over h = 0.05 is off by at most h²/8 in the value.
    assertThat(pieces)
        .allSatisfy(
            p -> assertThat(p.x0() * p.x0() + p.y0() * p.y0()).isCloseTo(0.5, within(6.5e-4)));
    assertThat(length(pieces)).isCloseTo(2 * Math.PI * Math.sqrt(0.5), within(0.01));
  }

  @Test
  void logarithmsAreInterpolatedWhereTheyAreDrawn() {
    List<ContourLines.Piece> pieces = ContourLines.of(scan(4, (x, y) -> Math.exp(x)), 0.5, true);
    assertThat(pieces).allSatisfy(p -> assertThat(p.x0()).isCloseTo(Math.log(0.5), within(1e-12)));
    assertThat(length(pieces)).isCloseTo(3, within(1e-12));
  }

  @Test
  void theTwoPiecesOfASaddleDoNotCross() {
    SurfaceAxis axis = new SurfaceAxis(0, 1, 2);
    SurfaceScan high = new SurfaceScan(axis, axis, List.of(List.of(3.0, -1.0), List.of(-1.0, 3.0)));
    SurfaceScan low = new SurfaceScan(axis, axis, List.of(List.of(1.0, -3.0), List.of(-3.0, 1.0)));
    // A high centre: the low corners (1, 0) and (0, 1) are cut off.
    assertThat(ContourLines.of(high, 0, false))
        .containsExactlyInAnyOrder(
            new ContourLines.Piece(0.75, 0, 1, 0.25), new ContourLines.Piece(0.25, 1, 0, 0.75));
    // A low centre: the high corners (0, 0) and (1, 1) are.
    assertThat(ContourLines.of(low, 0, false))
        .containsExactlyInAnyOrder(
            new ContourLines.Piece(1, 0.75, 0.75, 1), new ContourLines.Piece(0, 0.25, 0.25, 0));
  }

  @Test
  void cellsAtAHoleHaveNoLine() {
    SurfaceScan whole = scan(4, (x, y) -> x);
    SurfaceScan holed = scan(4, (x, y) -> x > 0.5 && y > 1.5 ? Double.NaN : x);
    assertThat(length(ContourLines.of(whole, 0.5, false))).isCloseTo(3, within(1e-12));
    assertThat(length(ContourLines.of(holed, 0.5, false))).isCloseTo(2, within(1e-12));
  }
}
