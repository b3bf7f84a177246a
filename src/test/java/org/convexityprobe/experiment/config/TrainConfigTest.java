package org.convexityprobe.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.network.Way;
import org.convexityprobe.resnet.TrainingSettings;
import org.junit.jupiter.api.Test;

class TrainConfigTest {
  @Test
  void trainingIsTheSameExperimentWhetherLossesComeFromBfloat16PartsOrNot() {
    TrainConfig config = with(Way.BF16X2);
    assertThat(config).isEqualTo(with(Way.AUTO)).isNotEqualTo(with(Way.REFERENCE));
  }

  private static TrainingSettings training(String key, Object... value) {
    Configuration<TrainConfig> configuration =
        Configuration.of(TrainConfig.class, TrainConfig.defaults());
    configuration.set(key, value[0]);
    for (int i = 1; i < value.length; i += 2) {
      configuration.set((String) value[i], value[i + 1]);
    }
    return TrainConfig.followEpochs(configuration).resolve().training();
  }

  @Test
  void checkpointsAndMilestonesFollowTheNumberOfEpochs() {
    TrainingSettings two = training("training.epochs", 2);
    assertThat(two.checkpointEpochs()).containsExactly(0, 1, 2);
    assertThat(two.milestones()).containsExactly(1, 2);
    TrainingSettings one = training("training.epochs", 1);
    assertThat(one.checkpointEpochs()).containsExactly(0, 1);
    TrainingSettings twelve = training("training.epochs", 12);
    assertThat(twelve.checkpointEpochs()).containsExactly(0, 4, 8, 12);
    assertThat(twelve.milestones()).containsExactly(6, 9, 11);
    assertThat(training("training.epochs", 300)).isEqualTo(TrainingSettings.PAPER);
  }

  @Test
  void whatIsGivenDoesNotFollow() {
    TrainingSettings given =
        training(
            "training.epochs",
            6,
            "training.checkpointEpochs",
            List.of(6),
            "training.milestones",
            List.of(5));
    assertThat(given.checkpointEpochs()).containsExactly(6);
    assertThat(given.milestones()).containsExactly(5);
    assertThat(training("training.seed", 1)).isEqualTo(TrainingSettings.PAPER);
  }

  @Test
  void nesterovsMomentumNeedsMomentum() {
    assertThatThrownBy(() -> training("training.momentum", 0, "training.nesterov", true))
        .hasMessageContaining("nesterov is true; expected false where momentum is 0");
    assertThat(training("training.momentum", 0).nesterov()).isFalse();
  }

  @Test
  void oneEpochOfWarmUpIsRefused() {
    assertThatThrownBy(() -> training("training.warmupEpochs", 1))
        .hasMessageContaining("warmupEpochs is 1; expected 0, or at least 2");
    TrainingSettings two = training("training.warmupEpochs", 2);
    assertThat(two.learningRateAt(0)).isEqualTo(two.learningRate() / 2);
    assertThat(two.learningRateAt(1)).isEqualTo(two.learningRate());
    assertThatThrownBy(
            () ->
                Configuration.of(TableConfig.class, TableConfig.defaults())
                    .set("training.warmupEpochs", 1)
                    .resolve())
        .hasMessageContaining("warmupEpochs is 1; expected 0, or at least 2");
  }

  private static TrainConfig with(Way execution) {
    TrainConfig defaults = TrainConfig.defaults();
    return new TrainConfig(
        defaults.model(), defaults.data(), defaults.training(), new ComputeConfig(execution, 2));
  }
}
