package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineCsvTest {
  @TempDir private Path folder;

  @Test
  void everyPointIsARowWhateverTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    Path file = folder.resolve("deep/lines.csv");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      LineCsv.write(
          List.of(
              Scans.of(4, 5, lambda -> lambda * lambda),
              Scans.of(5, 3, lambda -> lambda > 0 ? Double.POSITIVE_INFINITY : 0.5)),
          file);
    } finally {
      Locale.setDefault(before);
    }

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .isEqualTo(
                        "line,lambda,loss,second_difference,threshold,verdict,standard_error"),
            row -> assertThat(row).isEqualTo("4,-0.5,0.25,,,,"),
            row -> assertThat(row).startsWith("4,-0.25,0.0625,0.125,").endsWith(",convex,"),
            row -> assertThat(row).startsWith("4,0.0,0.0,0.125,").endsWith(",convex,"),
            row -> assertThat(row).startsWith("4,0.25,0.0625,0.125,").endsWith(",convex,"),
            row -> assertThat(row).isEqualTo("4,0.5,0.25,,,,"),
            row -> assertThat(row).isEqualTo("5,-0.5,0.5,,,,"),
            row -> assertThat(row).startsWith("5,0.0,0.5,NaN,").endsWith(",non_finite,"),
            row -> assertThat(row).isEqualTo("5,0.5,Infinity,,,,"));
  }
}
