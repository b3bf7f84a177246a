package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import org.convexityprobe.experiment.factorization.FactorizationConfig.Start;
import org.junit.jupiter.api.Test;

class SpectrumFilesTest {
  @Test
  void captionsNameTheLawOfTheRandomMatrices() {
    assertThat(SpectrumFiles.caption(Start.HALF_NORMAL)).contains("half-normal matrices");
    assertThat(SpectrumFiles.caption(Start.UNIFORM))
        .contains("uniform matrices")
        .doesNotContain("half-normal");
  }
}
