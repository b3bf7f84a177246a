package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for parameters that directions move otherwise than their shapes say. */
class FilterRulesTest {
  private static final List<Integer> SHAPE = List.of(3, 4, 2, 2);
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("up.weight", Role.FILTERS, 0, 3, 16, 16, SHAPE),
              new Tensor("up.bias", Role.BIAS, 48, 1, 4, 4, List.of(4))));

  private static float[] weights() {
    Random random = new Random(5);
    float[] weights = new float[LAYOUT.length()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return weights;
  }

  private static Direction draw(String... rules) {
    return new DirectionSampler(
            FilterRules.of(List.of(rules)).apply(LAYOUT), NormalizationDirection.IGNORE, 3)
        .draw(weights(), 0);
  }

  private static double norm(Direction direction, int column) {
    double sum = 0;
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 4; i++) {
        sum += Math.pow(direction.get((row * 4 + column) * 4 + i), 2);
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void columnsAreSlicesAlongTheSecondDimension() {
    Direction direction = draw("up.weight=columns");
    Direction itself = Direction.of(weights());
    Direction byRows = draw();
    for (int column = 0; column < 4; column++) {
      // Norms of twelve single-precision numbers.
      assertThat(norm(direction, column))
          .isCloseTo(norm(itself, column), within(1e-6 * norm(itself, column)));
      assertThat(norm(byRows, column)).isNotCloseTo(norm(itself, column), within(1e-3));
    }
    assertThat(direction.norm(48, 52)).as("biases have one dimension").isZero();
  }

  @Test
  void theLastRuleThatMatchesCounts() {
    assertThat(draw("*=fixed").norm(0, 52)).isZero();
    Direction biases = draw("*=fixed", "*bias=whole");
    assertThat(biases.norm(0, 48)).isZero();
    Direction itself = Direction.of(weights());
    assertThat(biases.norm(48, 52))
        .isCloseTo(itself.norm(48, 52), within(1e-6 * itself.norm(48, 52)));
    assertThat(draw("up.weight=normalization").norm(0, 48)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up.weight | expected PATTERN=HOW with one of rows, columns, whole, normalization, fixed",
        "up.weight=diagonals | filter is 'up.weight=diagonals'",
        "down.*=rows | matches no parameter; --filters lists them",
        "up.w=rows | matches no parameter",
        "up.bias=columns | up.bias has the shape [4]; expected two dimensions or more",
      })
  void whatIsNoRuleIsRefused(String rule, String message) {
    assertThatThrownBy(() -> draw(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
