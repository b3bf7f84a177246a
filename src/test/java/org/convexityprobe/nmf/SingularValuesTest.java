package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class SingularValuesTest {
  @Test
  void valuesAreThoseOfKnownMatrices() {
    assertThat(SingularValues.of(new double[] {3, 0, 0, 4, 0, 0}, 2))
        .containsExactly(new double[] {4, 3}, offset(1e-14));
    assertThat(SingularValues.of(new double[] {3, 4}, 2))
        .containsExactly(new double[] {5}, offset(1e-14));
  }

  @Test
  void smallValuesKeepTheirDigits() {
    // The Gram matrix holds 1 + 1e-20, whose second part is lost; the factor's own values are not.
    double tiny = 1e-10;
    double[] values = SingularValues.of(new double[] {1, 1, tiny, 0, 0, tiny}, 2);
    assertThat(values[0]).isEqualTo(Math.sqrt(2), offset(1e-14));
    assertThat(values[1]).isEqualTo(tiny, offset(1e-15));
  }
}
