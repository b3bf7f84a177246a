package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PathCharsetTest {
  @Test
  void aNameThatTheLocaleCannotSayBringsOneLineOfAdvice() {
    // As Java hands on the bytes of "größe.csv" under LC_ALL=C, and as a program may say them.
    for (String name : new String[] {"gr\uFFFD\uFFFD\uFFFD\uFFFDe.csv", "größe.csv"}) {
      assertThat(PathCharset.complaint(StandardCharsets.US_ASCII, "nmf", "--data", name))
          .hasValueSatisfying(
              text ->
                  assertThat(text)
                      .contains("US-ASCII", "set LANG=C.UTF-8")
                      .doesNotContain("\n", "Exception"));
    }
    assertThat(PathCharset.complaint(StandardCharsets.UTF_8, "nmf", "--data", "größe.csv"))
        .isEmpty();
    assertThat(PathCharset.complaint(StandardCharsets.US_ASCII, "nmf", "--data", "x.csv"))
        .isEmpty();
  }
}
