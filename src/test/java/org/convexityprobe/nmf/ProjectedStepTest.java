package org.convexityprobe.nmf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ProjectedStepTest {
  /** Longer than two of the pieces that it works in, from different starts, and with an odd end. */
  @Test
  void stepsEveryNumberAndSumsTheResidualFromBefore() {
    Random random = new Random(5);
    double[] w = random.doubles(2600).toArray();
    double[] g = random.doubles(2600, -1, 1).toArray();
    double[] before = w.clone();

    double[] also = w.clone();

    double squares = new ProjectedStep(0.75).apply(w, 7, g, 3, 2501);
    new ProjectedStep(0.75).applyOnly(also, 7, g, 3, 2501);

    double expected = 0;
    for (int i = 0; i < w.length; i++) {
      if (i < 7 || i >= 7 + 2501) {
        assertEquals(before[i], w[i], "outside, at " + i);
        continue;
      }
      double slope = g[i - 7 + 3];
      assertEquals(Math.max(0, before[i] - 0.75 * slope), w[i], "at " + i);
      expected += Math.pow(Math.min(before[i], slope), 2);
    }
    assertArrayEquals(w, also);
    assertEquals(expected, squares, 1e-12 * expected);
  }
}
