package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramPlotTest {
  @TempDir private Path folder;

  @Test
  void everyValueIsInOneBinTheLargestInTheLast() {
    int[] counts = HistogramPlot.counts(List.of(0.0, 0.5, 1.0, 29.9, 30.0), 1);
    assertThat(counts).hasSize(30).startsWith(2, 1, 0).endsWith(0, 2);
    assertThat(Arrays.stream(counts).sum()).isEqualTo(5);
  }

  @Test
  void aFigureIsDrawnOfSamplesOfEqualValuesToo() throws Exception {
    HistogramPlot.Sample some = new HistogramPlot.Sample("optimum", List.of(57.0, 14.0, 11.0));
    HistogramPlot.Sample none = new HistogramPlot.Sample("random", List.of(0.0, 0.0));
    Path file = folder.resolve("spectrum.svg");
    HistogramPlot.of(
            "Spectrum",
            List.of(
                new HistogramPlot.Panel("U*", "singular value", List.of(some, none)),
                new HistogramPlot.Panel("V*", "singular value", List.of(none))),
            "")
        .write(file);
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void emptyAndNegativeSamplesAreRefused() {
    assertThatThrownBy(() -> new HistogramPlot.Sample("u", List.of()))
        .hasMessageContaining("expected at least one");
    assertThatThrownBy(() -> new HistogramPlot.Sample("u", List.of(-1.0)))
        .hasMessageContaining("none negative");
  }
}
