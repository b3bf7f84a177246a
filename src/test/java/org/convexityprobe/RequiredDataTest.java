package org.convexityprobe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Tests with data are left out where their folders are not named; here that is an error. */
@EnabledIfEnvironmentVariable(named = RequiredData.VARIABLE, matches = "true")
class RequiredDataTest {
  @Test
  void theFoldersOfDataAndReferenceAreThere() {
    for (String variable : new String[] {"CONVEXITY_DATA", "CONVEXITY_REFERENCE"}) {
      assertThat(System.getenv(variable)).as(variable).isNotBlank();
      assertThat(Path.of(System.getenv(variable))).as(variable).isNotEmptyDirectory();
    }
  }
}
