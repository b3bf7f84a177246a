package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.convexityprobe.experiment.factorization.PublishedMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostEstimateTest {
  /** Multiply-adds of one image through ResNet-110, k = 1 and k = 4: 253 and 4031 million. */
  private static final double RESNET110 = 253.5e6 + 4_031e6;

  @Test
  void surfacesCostTheTrainingOfTheirNetworksAndTheirPoints() throws IOException {
    CostEstimate machine = new CostEstimate(new MachineSpeed(2, 1e11, 1, 1));
    double training = 4 * 300 * 50_000 * RESNET110;
    double drawing = 3 * 51 * 51 * 5_000 * RESNET110;
    assertThat(machine.of(Work.SURFACES, false))
        .isCloseTo(seconds((training + drawing) / 1e11), seconds(0.02 * training / 1e11));
  }

  @Test
  void aTableCostsTrainingAndLinesWithTheirNoiseEstimates() throws IOException {
    CostEstimate machine = new CostEstimate(new MachineSpeed(2, 1e9, 1, 1));
    // ResNet-32, k = 1: 69 million; 1 epoch of 1000 images; 2 checkpoints, 8 lines, 21 points, 100
    // images; three times eight evaluations for the noise beside those of the grid.
    double expected = 69.1e6 * (4 * 1000 + 2 * 8 * (21 + 24) * 100);
    assertThat(machine.of(Work.TABLE4, true))
        .isCloseTo(seconds(expected / 1e9), seconds(0.02 * expected / 1e9));
  }

  @ParameterizedTest
  @EnumSource(
      value = Work.class,
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"LINES.*", "CURVATURE.*", "TRAJECTORY", "SPECTRUM"})
  void factorisationsTakeTwiceAsLongOnAMachineHalfAsFast(Work work) throws IOException {
    Duration fast = new CostEstimate(new MachineSpeed(2, 1, 4e10, 4e9)).of(work, false);
    Duration slow = new CostEstimate(new MachineSpeed(2, 1, 2e10, 2e9)).of(work, false);
    assertThat(slow).isCloseTo(fast.multipliedBy(2), seconds(2));
  }

  @Test
  void oneCoreTakesAsLongAsATableWithoutACluster() throws IOException {
    CostEstimate machine = new CostEstimate(new MachineSpeed(1, 1e11, 1, 1));
    CostEstimate.OnCluster one = machine.on(Work.TABLE5, 1, 1).orElseThrow();
    assertThat(one.total())
        .isCloseTo(machine.of(Work.TABLE5, false), seconds(one.total().toSeconds() * 1e-6));
    CostEstimate.OnCluster many = machine.on(Work.TABLE5, 10_000, 1).orElseThrow();
    assertThat(many.total()).isEqualTo(many.longest());
    CostEstimate.OnCluster fast = machine.on(Work.TABLE5, 40_000, 4).orElseThrow();
    assertThat(fast.total().multipliedBy(4)).isCloseTo(many.total(), seconds(4));
  }

  @Test
  void onlyTablesOfNetworksAreEstimatedForClusters() throws IOException {
    CostEstimate machine = new CostEstimate(new MachineSpeed(2, 1e11, 1, 1));
    assertThat(machine.on(Work.SURFACES, 16, 1)).isEmpty();
    assertThat(machine.on(Work.SPECTRUM, 16, 1)).isEmpty();
    assertThatThrownBy(() -> machine.on(Work.TABLE2, 7, 8))
        .hasMessageContaining("a core for each thread");
  }

  @Test
  void aGradientStepOnFacesIsTwoProducts() {
    assertThat(PublishedMatrix.ORL.stepMultiplyAdds()).isEqualTo(2.0 * 400 * 10304 * 49);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }
}
