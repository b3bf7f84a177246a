package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvolutionCacheTest {
  @TempDir Path folder;

  @Test
  void timesOnceForAProcessorAndVersion() {
    ConvolutionCache first = new ConvolutionCache(folder.resolve("new"));
    assertThat(first.find()).isEmpty();
    assertThat(first.get(() -> "winograd-from-128")).isEqualTo("winograd-from-128");
    ConvolutionCache second = new ConvolutionCache(folder.resolve("new"));
    assertThat(second.find()).contains("winograd-from-128");
    assertThat(second.get(() -> "direct")).isEqualTo("winograd-from-128");
  }

  @Test
  void keepsTheChoicesOfOtherProcessors() throws IOException {
    Path file = folder.resolve("convolutions.json");
    Files.writeString(file, "{\"choices\": {\"another, 0.1\": \"direct\"}}");
    new ConvolutionCache(folder).get(() -> "winograd-from-64");
    assertThat(file).content().contains("another, 0.1", "winograd-from-64");
  }

  @Test
  void makesADamagedFileAgain() throws IOException {
    Files.writeString(folder.resolve("convolutions.json"), "{");
    ConvolutionCache cache = new ConvolutionCache(folder);
    assertThat(cache.get(() -> "direct")).isEqualTo("direct");
    assertThat(cache.find()).contains("direct");
  }

  @Test
  void givesTheChoiceWhereTheFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThat(new ConvolutionCache(file.resolve("inside")).get(() -> "direct"))
        .isEqualTo("direct");
  }
}
