package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Lengths from the points that they depend on. */
class OutwardScanTest {
  private static final ScanSettings SETTINGS = ScanSettings.DEFAULT;

  @RepeatedTest(50)
  void findsTheIntervalOfAPlainScan(RepetitionInfo repetition) {
    LineFunction function = randomWaves(repetition.getCurrentRepetition());
    LineScan plain = new LineScanner(SETTINGS).scan(0, function);

    OutwardScan.Result outward = OutwardScan.scan(SETTINGS, plain.noise(), function);

    assertThat(outward.left()).isEqualTo(plain.run().left());
    assertThat(outward.right()).isEqualTo(plain.run().right());
  }

  @Test
  void leavesOutWhatLiesBeyondTheEnds() {
    Set<Double> evaluated = new HashSet<>();
    LineFunction waves = lambda -> -Math.cos(10 * lambda); // concave beyond 0.157
    LineNoise noise = new LineScanner(SETTINGS).scan(0, waves).noise();

    OutwardScan.Result result =
        OutwardScan.scan(
            SETTINGS,
            noise,
            lambda -> {
              evaluated.add(lambda);
              return waves.valueAt(lambda);
            });

    assertThat(result.right() - result.left()).isEqualTo(0.32);
    assertThat(result.points()).isEqualTo(evaluated.size()).isLessThan(23);
    assertThat(evaluated).allSatisfy(lambda -> assertThat(Math.abs(lambda)).isLessThan(0.21));
    assertThat(result.margin()).isGreaterThan(1);
  }

  /** A few waves of random phases with noise: lines of all lengths, and undecided points. */
  private static LineFunction randomWaves(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double frequency = random.nextDouble(2, 12);
    double phase = random.nextGaussian() * 0.3;
    double second = random.nextDouble(0, 0.1);
    LineFunction smooth =
        lambda -> -Math.cos(frequency * lambda + phase) + second * Math.sin(3 * frequency * lambda);
    return new NoisyFunction(smooth, random.nextDouble(0, 1e-3), seed);
  }
}
