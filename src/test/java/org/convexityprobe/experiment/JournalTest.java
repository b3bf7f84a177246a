package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  record Unit(int number, double value) {}

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasAppendedNonFiniteNumbersIncluded() throws IOException {
    try (Journal<Unit> journal = open()) {
      journal.append(new Unit(1, 0.1));
      journal.append(new Unit(2, Double.NaN));
      journal.append(new Unit(3, Double.NEGATIVE_INFINITY));
    }
    try (Journal<Unit> journal = open()) {
      assertThat(journal.entries())
          .containsExactly(
              new Unit(1, 0.1), new Unit(2, Double.NaN), new Unit(3, Double.NEGATIVE_INFINITY));
    }
  }

  @Test
  void dropsAHalfWrittenLastLineAndWritesOverIt() throws IOException {
    try (Journal<Unit> journal = open()) {
      journal.append(new Unit(1, 1));
    }
    Files.writeString(file(), "{\"number\":2,\"va", StandardOpenOption.APPEND);
    try (Journal<Unit> journal = open()) {
      assertThat(journal.entries()).containsExactly(new Unit(1, 1));
      journal.append(new Unit(2, 2));
    }
    assertThat(Journal.read(file(), Unit.class)).containsExactly(new Unit(1, 1), new Unit(2, 2));
  }

  @Test
  void refusesADamagedLineInTheMiddle() throws IOException {
    Files.writeString(file(), "{\"number\":1,\"value\":1}\ngarbage\n{\"number\":2,\"value\":1}\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2 is damaged");
  }

  private Path file() {
    return folder.resolve("journal.jsonl");
  }

  private Journal<Unit> open() throws IOException {
    return Journal.open(file(), Unit.class);
  }
}
