package org.convexityprobe.resnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class HeavyBallTest {
  @Test
  void stepsAreTheRateTimesTheDecayingSumOfGradients() {
    assertThat(steps(new HeavyBall(0.1, null, 0.9, false), 1, 2, 3))
        .containsExactly(new double[] {0.1, 0.1 * 2.9, 0.1 * (3 + 0.9 * 2.9)}, within(1e-15));
  }

  @Test
  void nesterovStepsLookAhead() {
    // PyTorch's nesterov=True: v ← μ v + g, step η (g + μ v).
    assertThat(steps(new HeavyBall(0.1, null, 0.9, true), 1, 2))
        .containsExactly(new double[] {0.1 * 1.9, 0.1 * (2 + 0.9 * 2.9)}, within(1e-15));
  }

  @Test
  void theRateDropsWithTheEpochButMomentumKeepsTheWholeVelocity() {
    MapSchedule schedule = new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.1, 2, 0.01));
    GradientUpdater<HeavyBall> updater = updater(new HeavyBall(0.1, schedule, 0.5, false));
    INDArray gradient = Nd4j.createFromArray(new double[] {4});
    updater.applyUpdater(gradient, 0, 1);
    assertThat(gradient.getDouble(0)).isCloseTo(0.4, within(1e-15));
    gradient.assign(0);
    updater.applyUpdater(gradient, 1, 2);
    assertThat(gradient.getDouble(0)).isCloseTo(0.01 * 0.5 * 4, within(1e-15));
  }

  @Test
  void survivesTheJsonOfAConfiguration() {
    HeavyBall rule =
        new HeavyBall(
            0.1, new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.1, 3, 0.01)), 0.9, false);
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(ResNetArchitecture.of(8, 1), 1, rule, DataType.FLOAT);
    ComputationGraphConfiguration copy =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    BaseLayer layer =
        (BaseLayer) ((LayerVertex) copy.getVertices().get("conv1")).getLayerConf().getLayer();
    assertThat(layer.getIUpdater()).isEqualTo(rule);
  }

  @Test
  void refusesMomentumOfOne() {
    assertThatThrownBy(() -> new HeavyBall(0.1, null, 1, false))
        .hasMessageContaining("momentum is 1.0; expected 0 ≤ μ < 1");
  }

  private static double[] steps(HeavyBall rule, double... gradients) {
    GradientUpdater<HeavyBall> updater = updater(rule);
    double[] steps = new double[gradients.length];
    for (int i = 0; i < gradients.length; i++) {
      INDArray gradient = Nd4j.createFromArray(new double[] {gradients[i]});
      updater.applyUpdater(gradient, i, 0);
      steps[i] = gradient.getDouble(0);
    }
    return steps;
  }

  private static GradientUpdater<HeavyBall> updater(HeavyBall rule) {
    return rule.instantiate(Nd4j.zeros(DataType.DOUBLE, 1), true);
  }
}
