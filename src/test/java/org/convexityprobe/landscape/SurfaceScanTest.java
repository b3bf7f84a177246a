package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.convexityprobe.landscape.SurfaceVerdict.CONCAVE;
import static org.convexityprobe.landscape.SurfaceVerdict.CONVEX;
import static org.convexityprobe.landscape.SurfaceVerdict.NON_FINITE;
import static org.convexityprobe.landscape.SurfaceVerdict.SADDLE;
import static org.convexityprobe.landscape.SurfaceVerdict.UNDECIDED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Surfaces row by row, and maps of where they are convex. */
class SurfaceScanTest {
  private static final SurfaceAxis X = new SurfaceAxis(-1, 1, 21);
  private static final SurfaceAxis Y = new SurfaceAxis(-0.5, 1, 16);

  private static List<SurfaceRow> rows(SurfaceFunction function) {
    List<SurfaceRow> rows = new ArrayList<>();
    for (int row = 0; row < Y.points(); row++) {
      rows.add(SurfaceScan.scanRow(X, Y, row, function, ScanListener.NONE));
    }
    return rows;
  }

  private static SurfaceScan scan(SurfaceFunction function) {
    return SurfaceScan.of(X, Y, rows(function));
  }

  @Test
  void rowsMakeTheSameSurfaceInAnyOrder() {
    List<SurfaceRow> rows = rows((x, y) -> x + 10 * y);
    SurfaceScan scan = SurfaceScan.of(X, Y, rows);
    Collections.reverse(rows);

    assertThat(SurfaceScan.of(X, Y, rows)).isEqualTo(scan);
    assertThat(scan.value(20, 0)).isCloseTo(1 - 5, within(1e-15));
    assertThat(scan.value(10, 5)).as("the weights").isZero();
  }

  @Test
  void missingAndRepeatedRowsAreNamed() {
    List<SurfaceRow> rows = rows((x, y) -> 0);

    assertThatThrownBy(() -> SurfaceScan.of(X, Y, rows.subList(0, 15)))
        .hasMessageContaining("row 15 is missing");
    rows.set(3, rows.get(2));
    assertThatThrownBy(() -> SurfaceScan.of(X, Y, rows)).hasMessageContaining("row 2");
  }

  @Test
  void aRowCanBeStopped() {
    assertThatThrownBy(() -> SurfaceScan.scanRow(X, Y, 2, (x, y) -> 0, new StoppedListener()))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void holesSurviveJson() throws JsonProcessingException {
    SurfaceScan scan = scan((x, y) -> x > 0.5 ? Double.NaN : y > 0.5 ? 1 / 0.0 : x * y / 3);
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(scan), SurfaceScan.class)).isEqualTo(scan);
  }

  @Test
  void hessianOfAQuadraticIsExact() {
    // Hessian ((4, 3), (3, −4)): eigenvalues ±5.
    ConvexityMap map = ConvexityMap.of(scan((x, y) -> 2 * x * x + 3 * x * y - 2 * y * y), 0, 4);

    assertThat(map.smaller()).hasSize(14).allSatisfy(row -> assertThat(row).hasSize(19));
    // Rounding of values of at most 7, divided by h² = 0.01.
    assertThat(map.smaller().get(3).get(4)).isCloseTo(-5, within(1e-11));
    assertThat(map.larger().get(3).get(4)).isCloseTo(5, within(1e-11));
    assertThat(map.verdicts()).allSatisfy(row -> assertThat(row).containsOnly(SADDLE));
  }

  @Test
  void convexPartOfAKnownRegionIsFound() {
    // Convex in x everywhere, in y where |y| < 0.55 only.
    ConvexityMap map = ConvexityMap.of(scan((x, y) -> x * x - Math.cos(Math.PI / 1.1 * y)), 0, 4);

    // Interior y: −0.4 to 0.9 in steps of 0.1, of which ten are below 0.55.
    assertThat(map.shares().get(CONVEX)).isCloseTo(10.0 / 14, within(1e-12));
    assertThat(map.shares().get(SADDLE)).isCloseTo(4.0 / 14, within(1e-12));
    assertThat(map.shares().get(CONCAVE)).isZero();
    assertThat(map.verdicts().get(0)).containsOnly(CONVEX);
    assertThat(map.verdicts().get(13)).containsOnly(SADDLE);
  }

  @Test
  void bowlsSaddlesAndHillsAreToldApartWhateverTheirOrientation() {
    for (double angle : new double[] {0, 0.3, Math.PI / 4, 2}) {
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      assertThat(verdicts(cos, sin, 3, 1)).as("bowl, %s", angle).containsOnly(CONVEX);
      assertThat(verdicts(cos, sin, 3, -1)).as("saddle, %s", angle).containsOnly(SADDLE);
      assertThat(verdicts(cos, sin, -3, -1)).as("hill, %s", angle).containsOnly(CONCAVE);
    }
  }

  /** Of a quadratic with second derivatives 2a and 2b along turned axes. */
  private static List<SurfaceVerdict> verdicts(double cos, double sin, double a, double b) {
    return ConvexityMap.of(
            scan((x, y) -> a * Math.pow(cos * x + sin * y, 2) + b * Math.pow(cos * y - sin * x, 2)),
            0,
            4)
        .verdicts()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aValleyWhoseFloorIsFlatIsUndecidedAndSoIsARidge() {
    for (double sign : new double[] {1, -1}) {
      // One eigenvalue is ±2, the other 0: convex or a saddle, concave or a saddle.
      ConvexityMap map = ConvexityMap.of(scan((x, y) -> sign * x * x), 1e-6, 4);
      assertThat(map.shares().get(UNDECIDED)).isEqualTo(1);
    }
  }

  @Test
  void withoutAnEstimateOfTheNoiseNothingIsDecided() {
    ConvexityMap map =
        ConvexityMap.of(scan((x, y) -> x * x + y * y), (x, y) -> x > 0.55 ? Double.NaN : 1e-9, 4);
    assertThat(map.verdicts().get(0).subList(0, 15)).containsOnly(CONVEX);
    assertThat(map.verdicts().get(0).subList(15, 19)).containsOnly(UNDECIDED);
    assertThat(map.thresholds().get(0).get(18)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void planesAreUndecidedAndHolesStayHoles() {
    ConvexityMap flat = ConvexityMap.of(scan((x, y) -> 0.1 + x / 3 - y / 7), 0, 4);
    ConvexityMap holed =
        ConvexityMap.of(scan((x, y) -> x > 0.95 ? Double.NaN : x * x + y * y), 0, 4);

    assertThat(flat.verdicts()).allSatisfy(row -> assertThat(row).containsOnly(UNDECIDED));
    assertThat(holed.verdicts().get(0).get(18)).isEqualTo(NON_FINITE);
    assertThat(holed.verdicts().get(0).get(17)).isEqualTo(CONVEX);
  }

  @Test
  void curvatureWithinTheNoiseIsUndecided() {
    // z σ √12.5/h² = 4 · 1e-3 · 3.5 / 0.01 = 1.4, below the eigenvalue 2 of the first alone.
    SurfaceScan bowl = scan((x, y) -> x * x + y * y);
    SurfaceScan shallow = scan((x, y) -> (x * x + y * y) / 2);

    assertThat(ConvexityMap.of(bowl, 1e-3, 4).verdicts().get(0)).containsOnly(CONVEX);
    assertThat(ConvexityMap.of(shallow, 1e-3, 4).verdicts().get(0)).containsOnly(UNDECIDED);
  }

  @Test
  void rangesWithoutTheWeightsAndSinglePointsAreRefused() {
    assertThatThrownBy(() -> new SurfaceAxis(0.1, 1, 5)).hasMessageContaining("contains 0");
    assertThatThrownBy(() -> new SurfaceAxis(1, -1, 5)).hasMessageContaining("smaller first");
    assertThatThrownBy(() -> new SurfaceAxis(-1, 1, 1)).hasMessageContaining("points: 1");
  }

  @Test
  void planeRestoresItsOriginAndAddsBothDirections() {
    float[] origin = {1f, -0f};
    ParameterPlane plane =
        new ParameterPlane(
            origin, Direction.of(new float[] {1f, 2f}), Direction.of(new float[] {-3f, 0.5f}));
    float[] point = new float[2];
    plane.pointAt(0.5, 0.25, point);
    assertThat(point).containsExactly(0.75f, 1.125f);
    plane.pointAt(0, 0, point);
    assertThat(Float.floatToRawIntBits(point[1])).isEqualTo(Float.floatToRawIntBits(-0f));
  }
}
