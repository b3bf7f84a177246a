package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.report.LengthDifference.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Differences in every format, under a locale with other digits. */
class DifferenceTableTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  private static DifferenceTable table() {
    return new DifferenceTable(
        List.of(
            new LengthDifference(
                Kind.WIDTHS,
                new NetworkLabel(true, 32, 1, 300),
                new NetworkLabel(true, 32, 4, 300),
                new Difference(0.25, 0.0625, 40, 0.125, 0.375),
                1,
                2),
            new LengthDifference(
                Kind.EPOCHS,
                new NetworkLabel(true, 32, 1, 0),
                new NetworkLabel(true, 32, 1, 300),
                new Difference(-0.5, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                1,
                1)));
  }

  @Test
  void textNamesWhatIsSubtractedAndDashesWhatIsNotKnown() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat(table().render(TableFormat.TEXT))
        .isEqualTo(
            """
            Wider minus narrower networks
            depth   epoch              widths   networks   difference ± SE      95 % interval   diff/SE         p
               32     300   k = 4 minus k = 1    2 and 1    +0.250 ± 0.063   +0.125 to +0.375      +4.0   < 0.001
              networks of two widths share no lines; the squares of their errors add (Welch); p: probability of a difference as large as this if there is none

            Later minus first epoch, the same networks and lines
            depth   k        epochs   networks   difference ± SE   95 % interval   diff/SE   p
               32   1   300 minus 0          1        -0.500 ± –               –         –   –
              lines of one network at two epochs use the same random draws and are paired; p: probability of a difference as large as this if there is none
            """);
  }

  @Test
  void latexNeedsNoPackage() {
    assertThat(table().render(TableFormat.LATEX))
        .contains("$32$ & $300$ & $k = 4$ minus $k = 1$")
        .contains("$+0.250 \\pm 0.063$ & $+0.125$ to $+0.375$ & $+4.0$ & $< 0.001$")
        .contains("95 \\% interval")
        .contains("$-0.500 \\pm \\mbox{--}$ & -- & -- & --");
  }

  @Test
  void csvHasEveryNumberInFull() {
    assertThat(table().render(TableFormat.CSV))
        .contains("widths,yes,32,1,4,300,300,1,2,0.25,0.0625,40.0,0.125,0.375,4.0,")
        .contains("epochs,yes,32,1,1,0,300,1,1,-0.5,NaN,NaN,NaN,NaN,NaN,NaN");
  }

  @Test
  void noDifferencesAreNoTable() {
    assertThat(new DifferenceTable(List.of()).render(TableFormat.TEXT)).isEmpty();
  }
}
