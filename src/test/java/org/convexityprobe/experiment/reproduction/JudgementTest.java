package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.junit.jupiter.api.Test;

/** Several statements, one verdict. */
class JudgementTest {
  private static Claim claim(String statement, Agreement agreement, String reason) {
    return new Claim(statement, "something", agreement, reason);
  }

  @Test
  void theFirstStatementThatCanBeComparedDecidesAndOthersAreNamed() {
    Judgement judgement =
        Judgement.of(
            "half",
            "something",
            List.of(
                claim("lengths", Agreement.NOT_COMPARABLE, "too few"),
                claim("width", Agreement.AGREES, ""),
                claim("depth", Agreement.UNDECIDED, "chance explains it")));

    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.reason())
        .isEqualTo(
            "width | not decided: depth (chance explains it) | cannot be compared: lengths (too"
                + " few)");
  }

  @Test
  void oneStatementThatDiffersIsEnough() {
    Judgement judgement =
        Judgement.of(
            "",
            "something",
            List.of(
                claim("lengths", Agreement.AGREES, ""),
                claim("width", Agreement.DIFFERS, "it is the other way round")));

    assertThat(judgement.agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(judgement.reason()).isEqualTo("width (it is the other way round) | agrees: lengths");
  }

  @Test
  void nothingThatCanBeComparedIsNoAgreement() {
    assertThat(
            Judgement.of(
                    "", "nothing", List.of(claim("lengths", Agreement.NOT_COMPARABLE, "too few")))
                .agreement())
        .isEqualTo(Agreement.NOT_COMPARABLE);
  }
}
