package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ParameterLineTest {
  private final float[] origin = {1f, -0f, Float.MIN_VALUE, 1e30f, 0.1f};
  private final Direction direction = Direction.of(new float[] {2f, 3f, -1f, 1e30f, 0f});
  private final ParameterLine line = new ParameterLine(origin, direction);

  @Test
  void zeroGivesBackTheOriginBitByBitAfterAnyWalk() {
    float[] point = new float[5];
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      line.pointAt(random.nextDouble() - 0.5, point);
    }
    line.pointAt(0, point);

    for (int i = 0; i < origin.length; i++) {
      assertThat(Float.floatToRawIntBits(point[i])).isEqualTo(Float.floatToRawIntBits(origin[i]));
    }
  }

  @Test
  void pointsAreRoundedOnce() {
    float[] point = new float[5];
    line.pointAt(0.3, point);

    assertThat(point[0]).isEqualTo((float) 1.6);
    assertThat(point[4]).isEqualTo(0.1f);
  }

  @Test
  void laterChangesOfTheOriginDoNotMatter() {
    float[] master = {1f};
    ParameterLine kept = new ParameterLine(master, Direction.of(new float[] {1f}));
    master[0] = 5;
    float[] point = new float[1];
    kept.pointAt(0.5, point);

    assertThat(point[0]).isEqualTo(1.5f);
  }

  @Test
  void reversedDirectionWalksTheOtherWay() {
    float[] forward = new float[5];
    float[] backward = new float[5];
    line.pointAt(-0.37, forward);
    new ParameterLine(origin, direction.reversed()).pointAt(0.37, backward);

    assertThat(backward).isEqualTo(forward);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> new ParameterLine(new float[4], direction))
        .hasMessageContaining("4 and 5");
    assertThatThrownBy(() -> line.pointAt(0, new float[6])).hasMessageContaining("5 and 6");
  }
}
