package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareMapTest {
  private static ShareMap.Panel panel(List<String> rows) {
    ShareMap.Cell none = new ShareMap.Cell(0, 0, 0.31);
    ShareMap.Cell all = new ShareMap.Cell(1, 0.69, 1);
    return new ShareMap.Panel(
        "SGD",
        "m/(nr)",
        "",
        List.of("1.0", "2.0"),
        rows,
        List.of(List.of(none, none), List.of(none, all)));
  }

  @Test
  void eachCellHasItsShareAndItsInterval(@TempDir Path folder) throws IOException {
    ShareMap.of("phase", List.of(panel(List.of("n = 10", "n = 20"))), "caption")
        .writeAll(folder, "phase", FigureLayout.DEFAULT);

    assertThat(Files.readString(folder.resolve("phase.csv")))
        .contains("map,x,y,share,lower,upper", "SGD,2.0,n = 20,1.0,0.69,1.0");
    assertThat(Files.readString(folder.resolve("phase.svg")))
        .contains(">1.00<", ">0.69–1.00<", ">n = 10<");
    assertThat(folder.resolve("phase.pdf")).isNotEmptyFile();
  }

  @Test
  void cellsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> panel(List.of("n = 10")))
        .hasMessage("map SGD: 1 rows and 2 columns do not fit its cells");
  }
}
