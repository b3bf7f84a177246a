package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.factorization.PublishedMatrix;
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
  void figuresOfTheVersionsWithOtherSolversAreTwoTargets() {
    assertThat(Target.named("figure5")).containsExactly(Target.FIGURE5_001, Target.FIGURE5_003);
    assertThat(Target.named("figure4")).containsExactly(Target.FIGURE4_003, Target.FIGURE4_001);
    assertThat(Target.named("003-figure11")).containsExactly(Target.FIGURE5_003);
    assertThat(Target.FIGURE5_003.work().protocol()).isEqualTo(Protocol.ICLR);
    assertThat(Target.FIGURE5_001.work().protocol()).isEqualTo(Protocol.AAAI);
  }

  @Test
  void aFigureShowsTheDataSetsOfItsCaption() {
    assertThat(Target.FIGURE6_003.matrices())
        .containsExactlyInAnyOrder(PublishedMatrix.ORL, PublishedMatrix.MOVIELENS);
    assertThat(Target.FIGURE9.matrices())
        .hasSize(6)
        .doesNotContain(PublishedMatrix.ORL, PublishedMatrix.MOVIELENS);
    assertThat(Target.FIGURE7_003.matrices()).containsExactly(PublishedMatrix.BIRDSONG);
    assertThat(Target.FIGURE3_001.matrices()).hasSize(8);
    assertThat(Target.FIGURE12.matrices()).hasSize(8);
    // Ranks 88, 50, 20, 20 and 49; not 10, 3 and 4.
    assertThat(Target.FIGURE12.judgedMatrices())
        .hasSize(5)
        .doesNotContain(PublishedMatrix.METABOLIC);
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

  @ParameterizedTest
  @ValueSource(strings = {"table2.yaml", "table5.yaml"})
  void tablesInFullAreAboutAllTrainingImages(String name) throws IOException {
    TableConfig config =
        Configuration.of(TableConfig.class, TableConfig.defaults())
            .overlayYaml(Configs.text(name))
            .resolve();
    assertThat(config.probe().scan()).isEqualTo(ProbeConfig.Scan.ADAPTIVE);
    assertThat(config.probe().images()).isNull();
  }
}
