package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    Map<NetworkLabel, LengthSummary> measured = new HashMap<>();
    put(measured, true, 32, 1, 0, 1, 0, 0);
    put(measured, true, 32, 4, 0, 1, 0, 37);
    put(measured, true, 32, 1, 300, 0.6123456, 0.0349, 0);
    put(measured, true, 32, 4, 300, 0.8034, 0.0251, 0);
    put(measured, false, 20, 1, 0, 0.2, 0.05, 0);
    put(measured, true, 8, 2, 10, 0.75, Double.NaN, 3);
    return LengthTable.of(measured, PaperValues.load());
  }

  private static void put(
      Map<NetworkLabel, LengthSummary> measured,
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
    measured.put(
        new NetworkLabel(skip, depth, width, epoch),
        new LengthSummary(length, low, null, undecided, 49 * lines));
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
    Map<NetworkLabel, LengthSummary> measured = new HashMap<>();
    put(measured, true, 8, 1, 0, 0.5, 0.1, 0);
    put(measured, true, 8, 2, 5, 0.5, 0.1, 0);

    assertThat(LengthTable.of(measured, PaperValues.none()).render(TableFormat.TEXT))
        .isEqualTo(
            """
            Depth 8, with skip connections
            epoch           k = 1           k = 2
                0   0.500 ± 0.100               –
                5               –   0.500 ± 0.100
            """);
  }

  @Test
  void differencesThatNeitherErrorExplainsAreInfinite() {
    Map<NetworkLabel, LengthSummary> measured = new HashMap<>();
    put(measured, true, 32, 1, 0, 0.9, 0, 0);

    assertThat(LengthTable.of(measured, PaperValues.load()).render(TableFormat.TEXT))
        .contains("-∞");
  }

  @Test
  void nothingMeasuredIsAnEmptyTable() {
    assertThat(LengthTable.of(Map.of(), PaperValues.none()).render(TableFormat.TEXT)).isEmpty();
  }
}
