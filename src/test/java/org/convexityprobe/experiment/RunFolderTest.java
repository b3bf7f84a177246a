package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  record Settings(int depth, double rate) {}

  @TempDir private Path folder;

  @Test
  void theSameSettingsGoOnInTheSameFolder() throws IOException {
    try (RunFolder first = RunFolder.open(path(), manifest(8, 0.1))) {
      assertThat(first.isFresh()).isTrue();
      Files.writeString(first.path().resolve("result"), "1");
    }
    try (RunFolder second = RunFolder.open(path(), manifest(8, 0.1))) {
      assertThat(second.isFresh()).isFalse();
    }
  }

  @Test
  void otherSettingsAreRefusedWithTheirDifferences() throws IOException {
    runWithResult();
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(14, 0.1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another experiment")
        .hasMessageContaining("depth: 8 there, 14 now");
  }

  @Test
  void aFolderInUseIsRefused() throws IOException {
    try (RunFolder first = RunFolder.open(path(), manifest(8, 0.1))) {
      assertThat(first.path()).isEqualTo(path());
      assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
          .hasMessageContaining("is in use by another run");
    }
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
    Files.writeString(path(), "x");
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
        .hasMessageContaining("is a file; expected a folder");
  }

  @Test
  void aManifestOfANewerProgramIsRefused() throws IOException {
    RunFolder.open(path(), manifest(8, 0.1)).close();
    Path file = path().resolve(Manifest.FILE);
    Files.writeString(
        file, Files.readString(file).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 9"));
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
        .hasMessageContaining("schema version 9; this program reads version 1");
  }

  @Test
  void aStartThatLeftNoWorkDoesNotReserveTheFolder() throws IOException {
    try (RunFolder refused = RunFolder.open(path(), manifest(8, 0.1))) {
      Files.createDirectory(refused.path().resolve("factors"));
      Files.createFile(refused.path().resolve("journal.jsonl"));
    }
    try (RunFolder other = RunFolder.open(path(), manifest(14, 0.1))) {
      assertThat(other.isFresh()).isTrue();
      assertThat(path().resolve(Manifest.FILE)).content().contains("\"depth\" : 14");
    }
  }

  @Test
  void filesOfOthersAreNotTakenForAnEmptyRun() throws IOException {
    Path file = Files.createDirectory(path()).resolve(Manifest.FILE);
    Files.writeString(file, "{\"name\": \"a web page\"}");
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
        .hasMessageContaining(file.toString());
    assertThat(file).content().contains("a web page");
    Files.delete(file);
    Files.createFile(path().resolve("notes.txt"));
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
        .hasMessageContaining("holds files but no run of this program");
  }

  private void runWithResult() throws IOException {
    try (RunFolder run = RunFolder.open(path(), manifest(8, 0.1))) {
      Files.writeString(run.path().resolve("result"), "1");
    }
  }

  private Path path() {
    return folder.resolve("run");
  }

  private static Manifest manifest(int depth, double rate) {
    return Manifest.of("test", new Settings(depth, rate), Map.of("java", "any"));
  }
}
