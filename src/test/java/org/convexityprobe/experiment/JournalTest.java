package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final Maker HERE = Maker.current();

  record Unit(int number, double value) {}

  record Other(String name) {}

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasAppendedNonFiniteNumbersIncluded() throws IOException {
    try (Journal<Unit> journal = open()) {
      journal.append(new Unit(1, 0.1), HERE);
      journal.append(new Unit(2, Double.NaN), HERE);
      journal.append(new Unit(3, Double.NEGATIVE_INFINITY), HERE);
    }
    try (Journal<Unit> journal = open()) {
      assertThat(journal.entries())
          .containsExactly(
              new Unit(1, 0.1), new Unit(2, Double.NaN), new Unit(3, Double.NEGATIVE_INFINITY));
    }
  }

  @Test
  void aReleasedJournalKeepsItsEntriesInTheFileAlone() throws IOException {
    try (Journal<Unit> journal = open()) {
      journal.append(new Unit(1, 1), HERE);
      journal.release();
      journal.append(new Unit(2, 2), HERE);
      assertThat(journal.entries()).isEmpty();
    }
    try (Journal<Unit> journal = open()) {
      assertThat(journal.entries()).containsExactly(new Unit(1, 1), new Unit(2, 2));
    }
  }

  @Test
  void dropsAHalfWrittenLastLineAndWritesOverIt() throws IOException {
    try (Journal<Unit> journal = open()) {
      journal.append(new Unit(1, 1), HERE);
    }
    Files.writeString(file(), "{\"number\":2,\"va", StandardOpenOption.APPEND);
    try (Journal<Unit> journal = open()) {
      assertThat(journal.entries()).containsExactly(new Unit(1, 1));
      journal.append(new Unit(2, 2), HERE);
    }
    try (Journal<Unit> journal = open()) {
      assertThat(journal.entries()).containsExactly(new Unit(1, 1), new Unit(2, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "", "{}", "null", "[]", "{\"crc32\":\"", "\u0000\u0000"})
  void aDamagedLineIsNamedAndTheRestIsKept(String damaged) throws IOException {
    List<String> lines = threeUnits();
    String text = lines.get(0) + "\n" + damaged + "\n" + lines.get(2) + "\n";
    Files.writeString(file(), text);
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file() + ": line 2 is damaged")
        .hasMessageContaining("remove this line");
    assertThat(file()).hasContent(text);
  }

  @Test
  void everyChangedCharacterOfALineIsFound() throws IOException {
    List<String> lines = threeUnits();
    for (int i = 0; i < lines.get(1).length(); i++) {
      StringBuilder changed = new StringBuilder(lines.get(1));
      changed.setCharAt(i, changed.charAt(i) == '1' ? '2' : '1');
      Files.write(file(), List.of(lines.get(0), changed, lines.get(2)));
      assertThatThrownBy(this::open).as("%s", changed).hasMessageContaining("line 2 is damaged");
    }
  }

  @Test
  void aLineOfAnotherKindOfUnitIsDamaged() throws IOException {
    threeUnits();
    assertThatThrownBy(() -> Journal.open(file(), Other.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1 is damaged")
        .hasMessageContaining("unknown key");
  }

  @Test
  void knowsWhoMadeTheUnits() throws IOException {
    Maker first = new Maker("1 (a)", "X");
    Maker second = new Maker("1 (b)", "X");
    for (Maker maker : List.of(first, second, first)) {
      try (Journal<Unit> journal = open()) {
        journal.append(new Unit(journal.entries().size(), 0), maker);
      }
    }
    try (Journal<Unit> journal = open()) {
      assertThat(journal.makers()).containsExactly(first, second);
    }
  }

  @Test
  void aUnitIsRecordedWithThoseWhoComputedItElsewhere() throws IOException {
    Maker elsewhere = new Maker("1 (a)", "Y");
    try (Journal<Unit> journal = open()) {
      journal.append(new Unit(0, 0), HERE);
      journal.append(new Unit(1, 0), elsewhere);
    }
    try (Journal<Unit> journal = open()) {
      assertThat(journal.makers()).containsExactly(HERE, elsewhere);
    }
  }

  private List<String> threeUnits() throws IOException {
    try (Journal<Unit> journal = open()) {
      for (int i = 0; i < 3; i++) {
        journal.append(new Unit(i, 0.5 * i), HERE);
      }
    }
    return Files.readAllLines(file());
  }

  private Path file() {
    return folder.resolve("journal.jsonl");
  }

  private Journal<Unit> open() throws IOException {
    return Journal.open(file(), Unit.class);
  }
}
