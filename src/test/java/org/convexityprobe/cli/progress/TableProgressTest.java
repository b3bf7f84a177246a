package org.convexityprobe.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TableConfig;
import org.junit.jupiter.api.Test;

class TableProgressTest {
  @Test
  void networksThatAreOnlyTrainedAreNumberedTooAndOnResumptionByTheirPlace() {
    TableConfig config =
        Configuration.of(TableConfig.class, TableConfig.defaults())
            .set("widths", List.of(1, 4))
            .resolve();
    StringWriter log = new StringWriter();
    try (TableProgress progress =
        new TableProgress(config, false, new PrintWriter(log, true), new FailedCheckpoints())) {
      config.networks().forEach(progress::training);
    }
    assertThat(log.toString()).contains("network 1 of 2: ", "network 2 of 2: ");
  }
}
