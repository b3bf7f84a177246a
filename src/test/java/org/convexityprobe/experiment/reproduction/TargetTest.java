package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TableConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @Test
  void everyFigureAndTableOfThePapersHasATarget() {
    for (int figure = 1; figure <= 13; figure++) {
      assertThat(Target.named("figure" + figure)).isNotEmpty();
    }
    for (int table : new int[] {2, 4, 5}) {
      assertThat(Target.named("table" + table)).hasSize(1);
    }
    assertThat(Target.named("all")).hasSameSizeAs(Target.values());
  }

  @Test
  void aNumberThatTheVersionsUseForDifferentThingsStandsForBoth() {
    assertThat(Target.named("figure7")).containsExactly(Target.FIGURE7_001, Target.FIGURE7_003);
    assertThat(Target.named("003-figure7")).containsExactly(Target.FIGURE7_003);
    assertThat(Target.named("003-figure3")).isEqualTo(Target.named("001-figure4"));
  }

  @Test
  void noNameIsUsedTwice() {
    List<String> names =
        Arrays.stream(Target.values()).flatMap(target -> target.names().stream()).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table2.yaml",
        "table5.yaml",
        "reproduce/quick/table2.yaml",
        "reproduce/quick/table4.yaml",
        "reproduce/quick/table5.yaml"
      })
  void configurationsOfTablesComeWithTheProgram(String name) throws IOException {
    TableConfig config =
        Configuration.of(TableConfig.class, TableConfig.defaults())
            .overlayYaml(Configs.text(name))
            .resolve();
    assertThat(config.training().recipe().checkpointEpochs())
        .contains(0, config.training().recipe().epochs());
  }

  @Test
  void histogramsAreComparedByTheLargestDifferenceOfTheirSums() {
    // A share of 1/2 of the first lies below 2, and none of the second; exact in binary.
    assertThat(MatrixJudge.distance(List.of(1.0, 3.0), List.of(2.0, 4.0)))
        .isEqualTo(0.5, within(0.0));
    assertThat(MatrixJudge.distance(List.of(1.0, 3.0), List.of(3.0, 1.0))).isZero();
  }
}
