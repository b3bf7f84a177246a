package org.convexityprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aFolderBehindALinkIsComparedAsWell() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(path()));
    RunFolder.open(link, manifest(14, 0.1)).close();
    try (RunFolder run = RunFolder.open(link, manifest(8, 0.1))) {
      assertThat(run.isFresh()).isTrue();
      Path scratch = Files.createDirectory(folder.resolve("scratch"));
      Files.createSymbolicLink(run.path().resolve("factors"), scratch);
      Files.writeString(scratch.resolve("result"), "1");
    }
    assertThat(RunFolder.holdsWork(link)).isTrue();
    assertThatThrownBy(() -> RunFolder.open(link, manifest(14, 0.1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("depth: 8 there, 14 now");
    try (RunFolder again = RunFolder.open(link, manifest(8, 0.1))) {
      assertThat(again.isFresh()).isFalse();
    }
  }

  @Test
  void filesThatHaveChangedAreNamed() throws IOException {
    try (RunFolder run = RunFolder.open(path(), reading("net.json", "1a"))) {
      Files.writeString(run.path().resolve("result"), "1");
    }
    RunFolder.open(path(), reading("net.json", "1a")).close();
    assertThatThrownBy(() -> RunFolder.open(path(), reading("net.json", "2b")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("choose another folder, or put these files back as they were:")
        .hasMessageContaining("net.json: 1a there, 2b now");
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1).reading(Map.of())))
        .hasMessageContaining("net.json: 1a there, null now");
  }

  @Test
  void aFolderThatDoesNotSayWhatItsFilesHeldGoesOn() throws IOException {
    runWithResult(); // as by an earlier version
    RunFolder.open(path(), reading("net.json", "1a")).close();
  }

  private static Manifest reading(String file, String checksum) {
    return manifest(8, 0.1).reading(Map.of(file, checksum));
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
        file,
        Files.readString(file)
            .replace("\"schemaVersion\" : " + Manifest.SCHEMA_VERSION, "\"schemaVersion\" : 9"));
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
        .hasMessageContaining(
            "schema version 9; this program reads version " + Manifest.SCHEMA_VERSION);
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

  @Test
  void theIdentityHoldsUnderTheLock() throws Exception {
    // Many starts of two experiments at once: whoever is first has the folder, the other is
    // refused.
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        Path run = folder.resolve("race-" + round);
        List<Callable<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          int depth = i % 2 == 0 ? 8 : 14;
          starts.add(() -> start(run, depth));
        }
        Set<Integer> worked = new HashSet<>();
        for (Future<Integer> start : executor.invokeAll(starts)) {
          worked.add(start.get());
        }
        worked.remove(0);
        assertThat(worked).as("experiments that worked in one folder").hasSize(1);
        assertThat(run.resolve(Manifest.FILE))
            .content()
            .contains("\"depth\" : " + worked.iterator().next());
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Opens a run and leaves work in it; returns its depth, or 0 if it was refused. */
  private static int start(Path path, int depth) throws IOException {
    try (RunFolder run = RunFolder.open(path, manifest(depth, 0.1))) {
      Files.writeString(run.path().resolve("result"), "1");
      return depth;
    } catch (IOException refused) {
      return 0;
    }
  }

  @Test
  void whatAKillLeftHalfWrittenIsRemovedByTheNextStart() throws IOException {
    String temporary = "." + Manifest.FILE + "." + UUID.randomUUID() + ".tmp";
    Files.createDirectory(path());
    Files.writeString(path().resolve(temporary), "half");
    // As after a kill in the first start, before there is a manifest.
    RunFolder.open(path(), manifest(8, 0.1)).close();
    assertThat(path().resolve(temporary)).doesNotExist();
    Files.writeString(path().resolve(temporary), "half");
    Files.createDirectories(path().resolve("figures"));
    Files.writeString(path().resolve("figures").resolve(temporary), "half");
    Path nested = Files.createDirectories(path().resolve("nested")).resolve(temporary);
    Files.createFile(nested.resolveSibling(".lock"));
    Files.writeString(nested, "another run's");
    RunFolder.open(path(), manifest(8, 0.1)).close();
    assertThat(path().resolve(temporary)).doesNotExist();
    assertThat(path().resolve("figures").resolve(temporary)).doesNotExist();
    assertThat(nested).exists();
  }

  @Test
  void theManifestSaysWhoMadeTheWorkOfTheJournal() throws IOException {
    Maker before = new Maker("0.0.1 (abc)", "another processor");
    runWithResult();
    try (Journal<Integer> journal = Journal.open(path().resolve("journal.jsonl"), Integer.class)) {
      journal.append(1, before);
    }
    try (RunFolder run = RunFolder.open(path(), manifest(8, 0.1))) {
      run.journal(Integer.class).append(2, Maker.current());
      assertThat(run.manifest().madeBy()).containsExactly(before, Maker.current());
      assertThat(Maker.warning(run.manifest().madeBy()).orElseThrow())
          .contains("2 programs or processors", "0.0.1 (abc) on another processor");
    }
    assertThat(Manifest.read(path().resolve(Manifest.FILE)).madeBy())
        .containsExactly(before, Maker.current());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "{\"schemaVersion\" : 2", "[1, 2]", "\u0000"})
  void aDamagedManifestIsNamedAndTheRunIsKept(String damaged) throws IOException {
    runWithResult();
    Path file = path().resolve(Manifest.FILE);
    Files.writeString(file, damaged);
    assertThatThrownBy(() -> RunFolder.open(path(), manifest(8, 0.1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("restore this file");
    assertThat(path().resolve("result")).hasContent("1");
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
