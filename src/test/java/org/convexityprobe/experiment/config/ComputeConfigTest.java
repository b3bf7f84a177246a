package org.convexityprobe.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        .hasMessage(
            "device is cuda; it has no effect without --execution torch; add that, or leave device out");
    assertThatThrownBy(() -> new ComputeConfig(way, 1, null, Precision.FLOAT64))
        .hasMessage(
            "precision is FLOAT64; it has no effect without --execution torch; add that, or leave precision out");
    assertThat(new ComputeConfig(way, 1).networks().way()).isEqualTo(way);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "cuda:123", "", "cpu:0"})
  void otherDevicesAreRefused(String device) {
    assertThatThrownBy(() -> new ComputeConfig(Way.TORCH, 1, device, null))
        .hasMessageContaining("expected cpu, cuda, cuda:N with the number of a GPU, or mps");
  }

  @Test
  void aRunThatGoesOnKeepsItsConvolutions(@TempDir Path folder) throws IOException {
    ComputeConfig auto = new ComputeConfig(Way.NATIVE, 1, null, null, "auto");
    ComputeConfig began = new ComputeConfig(Way.NATIVE, 1, null, null, "winograd-from-48");
    begin(folder.resolve("chosen"), began);
    begin(folder.resolve("direct"), new ComputeConfig(Way.NATIVE, 1));
    assertThat(auto.in(folder.resolve("chosen"))).isEqualTo(began);
    assertThat(auto.in(folder.resolve("direct"))).isEqualTo(new ComputeConfig(Way.NATIVE, 1));
    ComputeConfig asked = new ComputeConfig(Way.NATIVE, 1, null, null, "winograd");
    assertThat(asked.in(folder.resolve("chosen"))).isEqualTo(asked);
  }

  /** Its compute settings are what counts here. */
  private record Identity(ComputeConfig compute) {}

  private static void begin(Path folder, ComputeConfig compute) throws IOException {
    Manifest manifest = Manifest.of("probe", new Identity(compute), Map.of());
    try (RunFolder run = RunFolder.open(folder, manifest)) {
      Files.writeString(run.path().resolve(RunFolder.JOURNAL), "work");
    }
  }

  @Test
  void convolutionsAreChosenWhereTheyHaveAnEffect() {
    assertThat(new ComputeConfig(Way.REFERENCE, 1, null, null, "auto").convolution()).isNull();
    assertThat(new ComputeConfig(Way.NATIVE, 1, null, null, "direct"))
        .isEqualTo(new ComputeConfig(Way.NATIVE, 1));
    assertThatThrownBy(() -> new ComputeConfig(Way.BF16X2, 1, null, null, "winograd"))
        .hasMessage(
            "convolution is winograd; it has no effect without --execution auto or native; leave it out");
    assertThatThrownBy(() -> new ComputeConfig(Way.AUTO, 1, null, null, "winograd-from-0"))
        .hasMessageStartingWith("convolution is winograd-from-0; expected auto, direct, winograd");
    assertThat(new ComputeConfig(Way.AUTO, 1, null, null, "winograd-from-64").networks())
        .isEqualTo(Execution.AUTO.withConvolutions("winograd-from-64"));
  }

  @Test
  void applesGpusHaveNoDoublePrecision() {
    assertThatThrownBy(() -> new ComputeConfig(Way.TORCH, 1, "mps", Precision.FLOAT64))
        .hasMessageContaining("no double precision");
  }
}
