package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurfaceNoiseTest {
  private static final SurfaceAxis AXIS = new SurfaceAxis(-1, 1, 51);

  @Test
  void tellsAQuietCentreFromLoudEdges() {
    SurfaceNoise noise = measure((x, y) -> Math.max(Math.abs(x), Math.abs(y)) > 0.9 ? 1e-3 : 1e-8);
    // σ̂ of seven values is good to a factor of a few.
    assertThat(noise.at(0.1, -0.1)).isBetween(1e-9, 1e-7);
    assertThat(noise.at(0.95, 0)).isBetween(1e-4, 1e-2);
    assertThat(noise.at(0, -0.95)).isBetween(1e-4, 1e-2);
  }

  @Test
  void noiseIsNotKnownBesideAPointThatCouldNotBeMeasured() {
    SurfaceNoise noise =
        new SurfaceNoise(
            List.of(-1.0, 0.0, 1.0),
            List.of(-1.0, 1.0),
            List.of(List.of(Double.NaN, 0.5, 0.5), List.of(0.5, 0.5, 0.5)));
    assertThat(noise.at(-0.1, 0.9)).isNaN();
    assertThat(noise.at(0, 0)).as("the corner has no weight").isCloseTo(0.5, within(1e-15));
    assertThat(noise.at(0.1, 0)).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void noiseIsInterpolatedByOrdersOfMagnitude() {
    SurfaceNoise noise =
        new SurfaceNoise(
            List.of(0.0, 1.0),
            List.of(0.0, 1.0),
            List.of(List.of(1e-8, 1e-2), List.of(1e-8, 1e-2)));
    // Three orders above the quiet side, three below the loud one; exp and log round a few times.
    assertThat(noise.at(0.5, 0.3)).isCloseTo(1e-5, within(1e-18));
    assertThat(noise.at(0, 0.3)).isCloseTo(1e-8, within(1e-21));
  }

  @Test
  void besideAPlaceWithoutAnyNoiseTheEstimateIsInterpolatedItself() {
    SurfaceNoise noise =
        new SurfaceNoise(
            List.of(0.0, 1.0), List.of(0.0, 1.0), List.of(List.of(0.0, 1.0), List.of(0.0, 1.0)));
    assertThat(noise.at(0.25, 0)).isEqualTo(0.25);
    assertThat(noise.at(0, 0)).isZero();
  }

  @Test
  void noSpacingIsBelowTheResolutionOfTheArithmetic() {
    double resolution = 1e-3;
    List<Double> positions = new ArrayList<>();
    SurfaceFunction coarse =
        new SurfaceFunction() {
          @Override
          public double valueAt(double x, double y) {
            positions.add(x);
            // Smooth, so that the estimator asks for smaller and smaller spacings.
            return Math.exp(3 * x);
          }

          @Override
          public double resolution() {
            return resolution;
          }
        };
    SurfaceNoise.measureRow(AXIS, AXIS, 0, coarse, ScanListener.NONE);
    double[] sorted = positions.stream().mapToDouble(x -> x).sorted().distinct().toArray();
    for (int i = 1; i < sorted.length; i++) {
      // Rounding of positions of order 1.
      assertThat(sorted[i] - sorted[i - 1]).isGreaterThan(resolution / 2 - 1e-12);
    }
  }

  @Test
  void smallGridsAreMeasuredAtAllOfTheirPoints() {
    assertThat(SurfaceNoise.indices(new SurfaceAxis(0, 1, 2))).containsExactly(0, 1);
    assertThat(SurfaceNoise.indices(AXIS)).containsExactly(0, 13, 25, 38, 50);
  }

  @Test
  void missingRowsAreRefused() {
    assertThatThrownBy(() -> SurfaceNoise.of(AXIS, AXIS, List.of()))
        .hasMessageContaining("in 0 rows");
  }

  private static SurfaceNoise measure(SurfaceFunction sigma) {
    SurfaceFunction function =
        (x, y) -> {
          long seed = 0x9E3779B97F4A7C15L * Double.doubleToLongBits(x) + Double.doubleToLongBits(y);
          return x * x + y * y + sigma.valueAt(x, y) * new SplittableRandom(seed).nextGaussian();
        };
    return SurfaceNoise.of(
        AXIS,
        AXIS,
        SurfaceNoise.indices(AXIS).stream()
            .map(row -> SurfaceNoise.measureRow(AXIS, AXIS, row, function, ScanListener.NONE))
            .toList());
  }
}
