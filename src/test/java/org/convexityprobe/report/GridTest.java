package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of tables keep their columns and their text, whatever networks are called. */
class GridTest {
  private static String cell(String text, TableFormat format) {
    return new Grid("t", List.of("L"), List.of(List.of(text)), List.of()).render(format);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "my_net, my\\_net",
        "3layer_mlp, 3layer\\_mlp",
        "\"20, no skips\", \"20, no skips\"",
        "95 % interval, 95 \\% interval",
        "a&b#c$d, a\\&b\\#c\\$d",
        "{~^\\}, \\{\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\}",
        "diff ± SE, diff $\\pm$ SE",
        "k_means, k\\_means",
        "2 and 1, 2 and 1",
        "failed *, failed *",
        "k = 2, $k = 2$",
        "k = 4 minus k = 1, $k = 4$ minus $k = 1$",
        "0.612 ± 0.020 *, $0.612 \\pm 0.020 *$",
        "-∞ to 0.5, $-\\infty$ to $0.5$",
        "< 0.001, $< 0.001$",
        "300, $300$"
      })
  void latexSetsNumbersAsFormulasAndNamesAsText(String text, String latex) {
    assertThat(cell(text, TableFormat.LATEX)).contains("\n" + latex + " \\\\\n");
  }

  @Test
  void markdownEscapesTheMarkBetweenColumns() {
    assertThat(cell("a|b", TableFormat.MARKDOWN)).contains("| a\\|b |\n");
  }
}
