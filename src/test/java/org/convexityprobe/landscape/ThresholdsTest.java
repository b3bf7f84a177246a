package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.convexityprobe.landscape.NoiseEstimate.Outcome;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  /** Logarithms of the noise are interpolated: of 4 and 1 it is 2 half way, of 1 and 9 it is 3. */
  @Test
  void eachOfTheThreePointsBringsItsOwnNoise() {
    LineNoise noise =
        new LineNoise(
            new NoiseEstimate(-0.5, 4, 1e-6, Outcome.DETECTED),
            new NoiseEstimate(0, 1, 1e-6, Outcome.DETECTED),
            new NoiseEstimate(0.5, 9, 1e-6, Outcome.DETECTED));
    Thresholds thresholds = new Thresholds(new ScanGrid(1, 5), point -> 0, noise, 10);

    // z √(σ²₋ + 4 σ² + σ²₊); logarithms and their inverses round to 1e-15.
    assertThat(thresholds.at(0, 1, 2)).isCloseTo(10 * Math.sqrt(16 + 4 * 4 + 1), within(1e-12));
    assertThat(thresholds.at(1, 2, 3)).isCloseTo(10 * Math.sqrt(4 + 4 + 9), within(1e-12));
    assertThat(thresholds.at(2, 3, 4)).isCloseTo(10 * Math.sqrt(1 + 4 * 9 + 81), within(1e-12));
    assertThat(thresholds.at(0, 2, 4)).isCloseTo(10 * Math.sqrt(16 + 4 + 81), within(1e-12));
  }
}
