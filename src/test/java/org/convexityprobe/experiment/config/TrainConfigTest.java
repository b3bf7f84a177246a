package org.convexityprobe.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.convexityprobe.network.Execution;
import org.junit.jupiter.api.Test;

class TrainConfigTest {
  @Test
  void trainingIsTheSameExperimentWhetherLossesComeFromBfloat16PartsOrNot() {
    TrainConfig config = with(Execution.BF16X2);
    assertThat(config).isEqualTo(with(Execution.AUTO)).isNotEqualTo(with(Execution.REFERENCE));
  }

  private static TrainConfig with(Execution execution) {
    TrainConfig defaults = TrainConfig.defaults();
    return new TrainConfig(
        defaults.model(), defaults.data(), defaults.training(), new ComputeConfig(execution, 2));
  }
}
