package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.junit.jupiter.api.Test;

class NativeEngineTest {
  private final NativeEngine engine = new NativeEngine(Arithmetic.FP32, Convolutions.DIRECT);

  @Test
  void leavesNetworksToStockDl4jWhereNd4jComputesOnAnotherDevice() {
    assertThat(engine.lacking("JCublasBackend").orElseThrow()).contains("JCublasBackend");
  }

  @Test
  void computesWhereNd4jComputesOnTheProcessor() {
    assertThat(engine.lacking("CpuBackend")).isEmpty();
    assertThat(engine.lacking()).isEmpty();
  }
}
