package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Lookups of printed values. */
class PaperValuesTest {
  @Test
  void printedCellsAreFoundAndOthersAreNot() {
    PaperValues papers = PaperValues.load();

    assertThat(papers.find(new NetworkLabel(true, 110, 4, 300)))
        .contains(new PaperValue("001 Table 2", 0.82, 0.033, true));
    assertThat(papers.find(new NetworkLabel(false, 110, 4, 300))).isEmpty();
    assertThat(papers.find(new NetworkLabel(true, 110, 4, 150))).isEmpty();
    assertThat(PaperValues.none().find(new NetworkLabel(true, 110, 4, 300))).isEmpty();
  }

  @Test
  void aValueWithoutAnErrorIsGivenThatOfOthersOfSuchALength() {
    PaperValues papers = PaperValues.load();
    PaperValue without = papers.find(new NetworkLabel(false, 44, 1, 300)).orElseThrow();

    assertThat(without.printsError()).isFalse();
    // 0.47; the values printed with an error between 0.55 and 0.58 have 0.035 to 0.037.
    assertThat(without.standardError()).isBetween(0.035, 0.040);
    assertThat(papers.find(new NetworkLabel(true, 20, 2, 0)).orElseThrow().standardError())
        .isZero();
  }

  @Test
  void theLaterPaperIsPreferred() throws IOException {
    String header = "source,skip_connections,depth,width,epoch,mean_length,standard_error\n";
    String older = "003 Table 2,yes,32,1,0,0.9,\n";
    String newer = "001 Table 2,yes,32,1,0,0.8,0.1\n";
    for (String rows : new String[] {older + newer, newer + older}) {
      assertThat(
              PaperValues.read(new StringReader(header + rows))
                  .find(new NetworkLabel(true, 32, 1, 0)))
          .contains(new PaperValue("001 Table 2", 0.8, 0.1, true));
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_REFERENCE", matches = ".+")
  void theNumbersAreThoseOfTheReference() throws IOException {
    Path reference = Path.of(System.getenv("CONVEXITY_REFERENCE"), "convexity_lengths.csv");

    assertThat(PaperValuesTest.class.getResourceAsStream("papers.csv"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(Files.readString(reference));
  }
}
