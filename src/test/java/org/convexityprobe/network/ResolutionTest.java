package org.convexityprobe.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** No way of computing a loss leaves out how fine its arithmetic is. */
class ResolutionTest {
  @ParameterizedTest
  @CsvSource({"NATIVE, false", "NATIVE, true", "REFERENCE, false", "REFERENCE, true"})
  void singlePrecisionIsDeclaredHoweverANetworkIsComputed(Way way, boolean batches) {
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(ResNetArchitecture.of(8, 1), 1, new NoOp(), DataType.FLOAT);
    NormalizedImages images =
        new NormalizedImages(new ImageShape(3, 32, 32), new float[2 * 3 * 32 * 32]);
    try (NetworkFunction function =
        Execution.of(way).function(configuration, new LossSpec(images, 2, batches), 1)) {
      assertThat(function.resolution()).isBetween(0x1p-23, 0x1p-19);
    }
  }

  @Test
  void itIsRelativeToTheParametersThatALineMoves() {
    float[] weights = {3, 4, 100};
    Direction direction = Direction.of(new float[] {0.3f, -0.4f, 0});
    NetworkLine line = new NetworkLine(linear(0x1p-22), new int[] {0}, weights, direction);

    // ‖(3, 4)‖ is ten times ‖(0.3, −0.4)‖; the float next to 0.3 or 0.4 is 1e-8 away.
    assertThat(line.resolution()).isCloseTo(10 * 0x1p-22, within(1e-6 * 10 * 0x1p-22));
    assertThat(line.slope().resolution()).isEqualTo(line.resolution());
  }

  private static NetworkFunction linear(double resolution) {
    return new NetworkFunction() {
      @Override
      public int images() {
        return 1;
      }

      @Override
      public double[] logits(float[] parameters) {
        return new double[] {Arrays.hashCode(parameters), 0};
      }

      @Override
      public double resolution() {
        return resolution;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
