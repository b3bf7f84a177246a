package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.junit.jupiter.api.Test;

/** Principal planes of trajectories that are known to lie in a plane, or almost. */
class TrajectoryPlaneTest {
  private static final int WEIGHTS = 300;
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("w", Role.FILTERS, 0, 10, 30),
              new Tensor("variance", Role.STATISTIC, WEIGHTS, 1, 5)));

  private final Random random = new Random(7);

  private float[] gaussian(double scale) {
    float[] vector = new float[LAYOUT.length()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (scale * random.nextGaussian());
    }
    return vector;
  }

  /** A spiral in the plane of two random directions, with noise around it. */
  private List<float[]> spiral(double noise) {
    float[] a = gaussian(1);
    float[] b = gaussian(0.5);
    List<float[]> points = new ArrayList<>();
    for (int t = 0; t <= 20; t++) {
      float[] point = gaussian(noise);
      for (int i = 0; i < WEIGHTS; i++) {
        double angle = 0.3 * t;
        point[i] +=
            (float) (Math.exp(-0.1 * t) * (Math.cos(angle) * a[i] + Math.sin(angle) * b[i]));
      }
      points.add(point);
    }
    return points;
  }

  @Test
  void aPlanarTrajectoryIsExplainedInFull() {
    TrajectoryPlane plane = TrajectoryPlane.fit(spiral(0), LAYOUT);

    // Floats of about 1 carry a relative error of 6e-8 each.
    assertThat(plane.explained().get(0) + plane.explained().get(1)).isCloseTo(1, within(1e-6));
    assertThat(plane.explained().get(0)).isGreaterThan(plane.explained().get(1));
    assertThat(plane.first().dot(plane.second())).isCloseTo(0, within(1e-6));
    assertThat(plane.first().norm(0, LAYOUT.length())).isCloseTo(1, within(1e-6));
  }

  @Test
  void coordinatesLeadBackToThePoints() {
    List<float[]> points = spiral(0);
    TrajectoryPlane plane = TrajectoryPlane.fit(points, LAYOUT);
    float[] found = new float[LAYOUT.length()];
    new ParameterPlane(points.get(20), plane.first(), plane.second())
        .pointAt(plane.coordinates().get(4).get(0), plane.coordinates().get(4).get(1), found);

    for (int i = 0; i < WEIGHTS; i++) {
      assertThat(found[i]).isCloseTo(points.get(4)[i], within(1e-5f));
    }
    assertThat(plane.coordinates().get(20)).containsExactly(0.0, 0.0);
    assertThat(plane.coordinates().get(0).get(0)).isPositive();
  }

  @Test
  void residualsAreWhatThePlaneLeavesOut() {
    TrajectoryPlane flat = TrajectoryPlane.fit(spiral(0), LAYOUT);
    assertThat(flat.residuals()).hasSize(21).allSatisfy(r -> assertThat(r).isLessThan(1e-5));

    List<float[]> points = spiral(0.2);
    TrajectoryPlane plane = TrajectoryPlane.fit(points, LAYOUT);
    float[] last = points.get(20);
    double square = 0;
    for (int i = 0; i < WEIGHTS; i++) {
      square += Math.pow((double) points.get(4)[i] - last[i], 2);
    }
    double x = plane.coordinates().get(4).get(0);
    double y = plane.coordinates().get(4).get(1);
    // Pythagoras, in components that are rounded to floats.
    assertThat(plane.residuals().get(4)).isCloseTo(Math.sqrt(square - x * x - y * y), within(1e-5));
    assertThat(plane.residuals().get(20)).isZero();
  }

  @Test
  void noiseAroundThePlaneIsNotExplained() {
    TrajectoryPlane plane = TrajectoryPlane.fit(spiral(0.2), LAYOUT);

    assertThat(plane.explained().get(0) + plane.explained().get(1)).isBetween(0.3, 0.99);
  }

  @Test
  void runningStatisticsDoNotCount() {
    List<float[]> points = spiral(0);
    for (int t = 0; t < points.size(); t++) {
      points.get(t)[WEIGHTS + 2] = 1000 * t;
    }
    TrajectoryPlane plane = TrajectoryPlane.fit(points, LAYOUT);

    assertThat(plane.first().get(WEIGHTS + 2)).isZero();
    assertThat(plane.explained().get(0) + plane.explained().get(1)).isCloseTo(1, within(1e-6));
  }

  @Test
  void tooFewPointsAndPointsOnALineAreRefused() {
    float[] step = gaussian(1);
    List<float[]> line = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      float[] point = new float[step.length];
      for (int i = 0; i < step.length; i++) {
        point[i] = t * step[i];
      }
      line.add(point);
    }

    assertThatThrownBy(() -> TrajectoryPlane.fit(line, LAYOUT)).hasMessageContaining("on one line");
    assertThatThrownBy(() -> TrajectoryPlane.fit(line.subList(0, 2), LAYOUT))
        .hasMessageContaining("2 points; expected at least 3");
  }
}
