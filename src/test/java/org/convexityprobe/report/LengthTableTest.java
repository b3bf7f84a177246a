package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.LengthSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables against golden files, under locales that write numbers differently. */
class LengthTableTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  private static LengthTable table() {
    Map<NetworkLabel, List<LengthSummary>> measured = new HashMap<>();
    put(measured, true, 32, 1, 0, 1, 0, 0);
    put(measured, true, 32, 4, 0, 1, 0, 37);
    put(measured, true, 32, 1, 300, 0.6123456, 0.0349, 0);
    put(measured, true, 32, 4, 300, 0.8034, 0.0251, 0);
    put(measured, true, 44, 1, 300, 0.55, 0.03, 0);
    put(measured, true, 44, 1, 300, 0.65, 0.04, 0);
    put(measured, false, 20, 1, 0, 0.2, 0.05, 0);
    put(measured, true, 8, 2, 10, 0.75, Double.NaN, 3);
    return LengthTable.of(measured, PaperValues.load());
  }

  private static void put(
      Map<NetworkLabel, List<LengthSummary>> measured,
      boolean skip,
      int depth,
      int width,
      int epoch,
      double mean,
      double error,
      int undecided) {
    int lines = Double.isNaN(error) ? 1 : 25;
    Estimate length = new Estimate(mean, error, mean - 0.0625, mean + 0.0625, lines);
    Estimate low = new Estimate(undecided > 0 ? mean - 0.125 : mean, error, 0.25, 0.5, lines);
    measured
        .computeIfAbsent(new NetworkLabel(skip, depth, width, epoch), key -> new ArrayList<>())
        .add(new LengthSummary(length, low, null, undecided, 49 * lines));
  }

  private static String golden(TableFormat format) throws IOException {
    String name = "table." + format.extension();
    try (InputStream stream = LengthTableTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsTheGoldenOneUnderEveryLocale(TableFormat format) throws IOException {
    for (String tag : List.of("en-US", "de-DE", "ar-EG", "hi-IN-u-nu-deva")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(table().render(format)).as(tag).isEqualTo(golden(format));
    }
  }

  @Test
  void aMissingCombinationLeavesAGap() {
    Map<NetworkLabel, List<LengthSummary>> measured = new HashMap<>();
    put(measured, true, 8, 1, 0, 0.5, 0.1, 0);
    put(measured, true, 8, 2, 5, 0.5, 0.1, 0);

    assertThat(LengthTable.of(measured, PaperValues.none()).render(TableFormat.TEXT))
        .isEqualTo(
            """
            Depth 8, with skip connections
            epoch           k = 1           k = 2
                0   0.500 ± 0.100               –
                5               –   0.500 ± 0.100
              each cell: 1 network, 25 lines
              ± is over lines; it does not include the variation between training seeds
            """);
  }

  @Test
  void whatTheImagesSayAboutAllOfThemStandsBesideTheTable() {
    Estimate one = new Estimate(0.75, 0.05, 0.5, 1, 25);
    LengthSummary.MeanRange range =
        new LengthSummary.MeanRange(
            new Estimate(0.5, 0.1, 0.25, 0.75, 25),
            new Estimate(0.875, 0.01, 0.75, 1, 25),
            50_000,
            0.95);
    LengthTable table =
        LengthTable.of(
            Map.of(
                new NetworkLabel(true, 8, 1, 3),
                List.of(new LengthSummary(one, one, range, 0, 1225)),
                new NetworkLabel(true, 8, 2, 3),
                List.of(new LengthSummary(one, one, null, 0, 1225))),
            PaperValues.none());

    assertThat(table.render(TableFormat.TEXT))
        .endsWith(
            """

            Depth 8, with skip connections: L of all 50,000 training images
            epoch            k = 1   k = 2
                3   0.500 to 0.875       –
              L of all training images: on each line it lies in the line's range with probability 0.95
            """);
    assertThat(table.render(TableFormat.CSV)).contains(",0.5,0.1,0.875,0.01,0,1225,");
  }

  @Test
  void aDifferenceFromThePapersIsNeverLessCertainThanTheirRounding() {
    Map<NetworkLabel, List<LengthSummary>> measured = new HashMap<>();
    put(measured, true, 32, 1, 0, 0.99, 0, 0);

    // Printed 1.00 ± 0.000; two decimals are uniform over 0.01, which has 0.01/√12.
    PaperComparison paper = LengthTable.of(measured, PaperValues.load()).cells().get(0).paper();
    assertThat(paper.standardError()).isCloseTo(0.01 / Math.sqrt(12), within(1e-12));
    assertThat(paper.inStandardErrors()).isCloseTo(-Math.sqrt(12), within(1e-9));
  }

  @Test
  void thePapersNetworkIsAnotherOneThanThoseMeasured() {
    Map<NetworkLabel, List<LengthSummary>> measured = new HashMap<>();
    put(measured, true, 32, 1, 300, 0.4, 0.01, 0);
    put(measured, true, 32, 1, 300, 0.6, 0.01, 0);
    LengthCell cell = LengthTable.of(measured, PaperValues.load()).cells().get(0);

    // Means 0.2 apart: SD² = 0.02 = σ_b² + 0.01², of which the mean of two has half.
    double between = 0.02 - 0.0001;
    assertThat(cell.length().standardError()).isCloseTo(0.1, within(1e-12));
    assertThat(cell.paper().standardError())
        .isCloseTo(Math.sqrt(0.01 + between + 0.037 * 0.037 + 1e-4 / 12), within(1e-12));
    // 0.05 less than 0.55 in errors of hardly more than one degree of freedom.
    assertThat(Math.abs(cell.paper().normalScore()))
        .isLessThan(Math.abs(cell.paper().inStandardErrors()));
  }

  @Test
  void oneNetworkVariesAsMuchAsThoseOfOtherCells() {
    Map<NetworkLabel, List<LengthSummary>> measured = new HashMap<>();
    put(measured, true, 32, 1, 200, 0.4, 0.01, 0);
    put(measured, true, 32, 1, 200, 0.6, 0.01, 0);
    put(measured, true, 32, 1, 300, 0.5, 0.02, 0);
    LengthTable table = LengthTable.of(measured, PaperValues.load());
    PaperComparison paper = table.cells().get(1).paper();

    // Printed 0.55 ± 0.037: the papers' network and ours differ by 2σ_b² = 2 · 0.0199.
    double between = 2 * (0.02 - 0.0001);
    double variance = 0.0004 + between + 0.037 * 0.037 + 1e-4 / 12;
    assertThat(paper.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
    double uncertainty =
        0.0004 * 0.0004 / 24 + between * between / 1 + Math.pow(0.037, 4) / (25 - 1);
    assertThat(paper.degreesOfFreedom()).isCloseTo(variance * variance / uncertainty, within(1e-9));
    assertThat(table.render(TableFormat.TEXT))
        .contains(
            """
              epoch 200, k = 1: 2 networks of 25 lines
              epoch 300, k = 1: 1 network, 25 lines
              in cells of several networks, ± includes the variation between networks (standard \
            deviation 0.141) and between lines (0.071); in cells of one network, it is over lines alone
            """);
  }

  @Test
  void nothingMeasuredIsAnEmptyTable() {
    assertThat(LengthTable.of(Map.of(), PaperValues.none()).render(TableFormat.TEXT)).isEmpty();
  }
}
