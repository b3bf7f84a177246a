package org.convexityprobe.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeConfigTest {
  @Test
  void torchHasASinglePrecisionOnTheProcessorUnlessItIsTold() {
    assertThat(new ComputeConfig(Way.TORCH, 1).networks())
        .isEqualTo(Execution.torch(new TorchSettings("cpu", Precision.FLOAT32)));
    assertThat(new ComputeConfig(Way.TORCH, 1, "cuda:1", Precision.BFLOAT16).networks())
        .isEqualTo(Execution.torch(new TorchSettings("cuda:1", Precision.BFLOAT16)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"TORCH"},
      mode = EnumSource.Mode.EXCLUDE)
  void settingsOfTorchAreRefusedWhereTheyHaveNoEffect(Way way) {
    assertThatThrownBy(() -> new ComputeConfig(way, 1, "cuda", null))
        .hasMessage("device is cuda; it has an effect with --execution torch alone");
    assertThatThrownBy(() -> new ComputeConfig(way, 1, null, Precision.FLOAT64))
        .hasMessage("precision is FLOAT64; it has an effect with --execution torch alone");
    assertThat(new ComputeConfig(way, 1).networks().way()).isEqualTo(way);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "cuda:123", "", "cpu:0"})
  void otherDevicesAreRefused(String device) {
    assertThatThrownBy(() -> new ComputeConfig(Way.TORCH, 1, device, null))
        .hasMessageContaining("expected cpu, cuda, cuda:N with the number of a GPU, or mps");
  }

  @Test
  void applesGpusHaveNoDoublePrecision() {
    assertThatThrownBy(() -> new ComputeConfig(Way.TORCH, 1, "mps", Precision.FLOAT64))
        .hasMessageContaining("no double precision");
  }
}
