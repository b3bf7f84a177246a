package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaBuildTest {
  /** Fails as the class of CUDA does where there is no driver. */
  static final class WithoutDriver {
    static {
      load();
    }

    private static void load() {
      throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
    }
  }

  @Test
  void saysWhatIsMissingWithoutDriverAndWhatToDo() {
    assertThat(NativeBuild.lacking(WithoutDriver.class.getName()).orElseThrow())
        .contains("libcuda.so.1", "NVIDIA's driver", "mvn -DskipTests package");
  }

  @Test
  void buildsForProcessorsLackNothing() {
    assertThat(NativeBuild.lacking()).isEmpty();
  }
}
