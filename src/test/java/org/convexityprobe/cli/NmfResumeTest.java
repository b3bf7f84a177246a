package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What a kill leaves of a factorisation's folder ends, with the same command, in the same files.
 */
class NmfResumeTest {
  private static final String MATRIX = "--synthetic 40x30 --rank 3 --solver hals --iterations 40 ";

  /** Every command that fills a folder. */
  private static final List<String> COMMANDS =
      List.of(
          "factorize " + MATRIX + "--starts 25",
          "lines " + MATRIX + "--lines 2",
          "curvature " + MATRIX + "--optima 3 --points 4 --rates 0.5,0.8,1",
          "trajectory " + MATRIX + "--repetitions 3 --points 5",
          "spectrum " + MATRIX,
          "planted --sizes 4,8 --observed 1 --draws 20 --fact-draws 20",
          "star");

  /** Commands that are done at once. */
  private static final Set<String> WITHOUT_JOURNAL = Set.of("star");

  private static final Set<String> KEPT = Set.of("manifest.json", "journal.jsonl", ".lock");

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String command, Path out) {
    List<String> args = new ArrayList<>(List.of("nmf"));
    args.addAll(List.of(command.strip().split(" +", -1)));
    args.addAll(List.of("--quiet", "--out", out.toString()));
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args.toArray(new String[0]));
  }

  /** Returns the content of every file by its name; a second is another each time. */
  private static Map<String, String> files(Path out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (name.endsWith(".csv")) {
          text = text.replaceAll("(?m),[0-9.E-]+$", "");
        } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
          text = text.replaceAll("\"(seconds|crc32)\" ?: ?\"?[0-9a-fA-F.E-]+\"?", "");
        }
        files.put(name, text);
      }
    }
    return files;
  }

  private static List<String> made(Path out) throws IOException {
    return files(out).keySet().stream().filter(name -> !KEPT.contains(name)).toList();
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isResult(String name) {
    return !name.endsWith(".npz");
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void aMissingFileIsMadeAgain(String command) throws IOException {
    Path out = folder.resolve("run");
    assertThat(run(command, out)).as(err.toString()).isZero();
    Map<String, String> whole = files(out);
    for (String name : made(out)) {
      // Optima that are not results but a way to them are not found again for nothing.
      if (isResult(name) || command.startsWith("factorize")) {
        Files.delete(out.resolve(name));
        if (!name.endsWith(".npz") || name.endsWith("0.npz")) {
          assertThat(run(command, out)).as(err.toString()).isZero();
          assertThat(files(out)).as("without " + name).isEqualTo(whole);
        }
      }
    }
    assertThat(run(command, out)).isZero();
    assertThat(files(out)).isEqualTo(whole);
  }

  /** After each line of the journal, with and without the optima that were found by then. */
  @ParameterizedTest
  @FieldSource("COMMANDS")
  void aRunKilledAfterAnyUnitEndsInTheSameFiles(String command) throws IOException {
    Path out = folder.resolve("run");
    assertThat(run(command, out)).as(err.toString()).isZero();
    Map<String, String> whole = files(out);
    assertThat(whole.containsKey("journal.jsonl")).isNotEqualTo(WITHOUT_JOURNAL.contains(command));
    if (WITHOUT_JOURNAL.contains(command)) {
      return;
    }
    List<String> lines = Files.readAllLines(out.resolve("journal.jsonl"));
    int step = Math.max(1, lines.size() / 4);
    for (int kept = 0; kept < lines.size(); kept += step) {
      for (boolean optima : new boolean[] {true, false}) {
        for (String name : made(out)) {
          if (isResult(name) || !optima) {
            Files.delete(out.resolve(name));
          }
        }
        // The next line was being written.
        String rest = kept % 2 == 0 ? "" : lines.get(kept).substring(0, 20);
        String text = String.join("\n", lines.subList(0, kept)) + (kept > 0 ? "\n" : "") + rest;
        Files.writeString(out.resolve("journal.jsonl"), text);
        assertThat(run(command, out)).as(err.toString()).isZero();
        assertThat(files(out)).as("%d units kept", kept).isEqualTo(whole);
      }
    }
  }

  /** A folder in a file's place stands for a disk that cannot take the file. */
  @ParameterizedTest
  @ValueSource(strings = {"iterations.csv", "figures/loss.png", "figures/loss.svg", "results.json"})
  void aFileThatCouldNotBeWrittenIsWrittenByTheNextStart(String name) throws IOException {
    String command = COMMANDS.get(0);
    Path whole = folder.resolve("whole");
    assertThat(run(command, whole)).as(err.toString()).isZero();
    Path out = folder.resolve("run");
    Files.createDirectories(out);
    assertThat(run("factorize " + MATRIX + "--starts 25", out)).isZero();
    Files.delete(out.resolve(name));
    Files.createDirectories(out.resolve(name).resolve("in the way"));
    assertThat(run(command, out)).isEqualTo(ExitCode.FILE);
    delete(out.resolve(name));
    assertThat(run(command, out)).as(err.toString()).isZero();
    assertThat(files(out).keySet()).isEqualTo(files(whole).keySet());
    assertThat(files(out).get("iterations.csv")).isEqualTo(files(whole).get("iterations.csv"));
  }

  @Test
  void everyStartKeepsItsHistoryAfterAKillBetweenStarts() throws IOException {
    String command = COMMANDS.get(0);
    Path out = folder.resolve("run");
    assertThat(run(command, out)).isZero();
    List<String> lines = Files.readAllLines(out.resolve("journal.jsonl"));
    // Two groups of starts go through the matrix together: the kill came between them.
    Files.writeString(out.resolve("journal.jsonl"), String.join("\n", lines.subList(0, 21)) + "\n");
    for (int start = 21; start < 25; start++) {
      Files.delete(out.resolve("factors/optimum-0" + start + ".npz"));
    }
    assertThat(run(command, out)).isZero();
    Set<String> starts = new java.util.TreeSet<>();
    Files.readAllLines(out.resolve("iterations.csv"))
        .forEach(row -> starts.add(row.substring(0, row.indexOf(','))));
    assertThat(starts).hasSize(26).contains("0", "20", "21", "24", "start");
  }

  @Test
  void aLiveRunKilledWhileItWritesItsJournalEndsInTheSameFiles() throws Exception {
    String command =
        "factorize --synthetic 120x100 --rank 4 --solver hals --iterations 300 --tolerance 0"
            + " --starts 45";
    Path whole = folder.resolve("whole");
    assertThat(run(command, whole)).as(err.toString()).isZero();
    Path out = folder.resolve("run");
    List<String> arguments = new ArrayList<>(List.of("nmf"));
    arguments.addAll(List.of(command.split(" +", -1)));
    arguments.addAll(List.of("--quiet", "--out", out.toString()));
    ChildProcess child =
        ChildProcess.start(folder.resolve("log"), arguments.toArray(new String[0]));
    Path journal = out.resolve("journal.jsonl");
    while (child.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
      Thread.sleep(1);
    }
    assertThat(child.isAlive()).as(child.text()).isTrue();
    child.kill();
    assertThat(Files.readString(journal).lines().count()).isBetween(1L, 44L);
    assertThat(out.resolve("results.json")).doesNotExist();

    assertThat(run(command, out)).as(err.toString()).isZero();
    assertThat(withoutMakers(files(out))).isEqualTo(withoutMakers(files(whole)));
  }

  /** Two processes made the one, and one the other. */
  private static Map<String, String> withoutMakers(Map<String, String> files) {
    Map<String, String> same = new TreeMap<>(files);
    same.keySet().removeIf(name -> name.equals("journal.jsonl") || name.equals("manifest.json"));
    return same;
  }
}
