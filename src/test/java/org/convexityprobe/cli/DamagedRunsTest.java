package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged file of a run is named by every command that reads it, with its line where it is text,
 * and the rest of the run is kept: without the file, or without its line, the command that wrote it
 * ends in the same files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedRunsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Seeded changes of a file's tree; {@code -Dcampaign.changes} makes more. */
  private static final int CHANGES = Integer.getInteger("campaign.changes", 2);

  /** The first of the damages: an empty file, half of it, {@code null} and a list. */
  private static final int NO_JSON = 4;

  /** The damages that are the same for each file: the first ones, and a file of another kind. */
  private static final int FIXED = 5;

  private Path folder;

  @BeforeAll
  void runEverything(@TempDir Path all) throws IOException {
    folder = all;
    SmallRuns.prepare(folder);
    for (SmallRun run : SmallRuns.ALL) {
      Invocation made = Invocation.of(run.arguments(folder));
      assertThat(made.code()).as("%s: %s", run, made.err()).isZero();
    }
  }

  private static List<SmallRun> all() {
    return SmallRuns.ALL;
  }

  private static List<SmallRun> journalled() {
    return SmallRuns.ALL.stream()
        .filter(
            run ->
                !List.of("train", "table", "compare", "sensitivity", "star", "reproduce")
                    .contains(run.name()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDamagedManifestIsNamed(SmallRun run) throws IOException {
    Path file = manifest(run);
    byte[] whole = Files.readAllBytes(file);
    Path other = (run.equals(SmallRuns.STAR) ? SmallRuns.FACTORIZE : SmallRuns.STAR).out(folder);
    List<byte[]> damaged = damages(whole, Files.readAllBytes(other.resolve("manifest.json")), file);
    Map<Path, byte[]> before = snapshot(run);
    for (byte[] content : damaged) {
      Files.write(file, content);
      // A reproduction of a figure of nmf star has a manifest of this kind itself.
      List<byte[]> certain = damaged.subList(0, run.name().equals("reproduce") ? NO_JSON : FIXED);
      Invocation again = Invocation.of(run.arguments(folder));
      requireNamed(again, file.getParent(), content, certain.contains(content));
      if (!run.name().equals("train")) {
        boolean noJson = damaged.indexOf(content) < NO_JSON;
        requireNamed(report(file.getParent()), file.getParent(), content, noJson);
      }
      restore(before, run);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void damagedResultsAreNamedAndMadeAgain(SmallRun run) throws IOException {
    Path file = run.out(folder).resolve(SmallRuns.results(run));
    if (!Files.exists(file)) {
      return; // No other command reads what this one writes.
    }
    byte[] whole = Files.readAllBytes(file);
    Map<String, String> files = SmallRuns.files(run.out(folder));
    Path other = (run.equals(SmallRuns.STAR) ? SmallRuns.FACTORIZE : SmallRuns.STAR).out(folder);
    List<byte[]> damaged = damages(whole, Files.readAllBytes(other.resolve("results.json")), file);
    for (byte[] content : damaged) {
      Files.write(file, content);
      boolean certain = damaged.indexOf(content) < FIXED;
      requireNamed(report(run.out(folder)), file, content, certain);
      if (List.of("probe", "table").contains(run.name())) {
        requireNamed(Invocation.of("compare", run.out(folder).toString()), file, content, certain);
      }
    }
    Invocation again = Invocation.of(run.arguments(folder));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(SmallRuns.files(run.out(folder))).isEqualTo(files);
  }

  @ParameterizedTest
  @MethodSource("journalled")
  void aDamagedLineOfAJournalIsNamedAndWithoutItItsWorkIsDoneAgain(SmallRun run)
      throws IOException {
    Path file = run.out(folder).resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(file);
    Map<Path, byte[]> before = snapshot(run);
    Map<String, String> files = SmallRuns.files(run.out(folder));
    int at = new Random(run.name().hashCode()).nextInt(lines.size());
    SmallRun other = run.name().equals("lines") ? SmallRuns.FACTORIZE : all().get(9);
    String foreign = Files.readAllLines(other.out(folder).resolve("journal.jsonl")).get(0);
    for (String content : damagedLines(lines.get(at), foreign)) {
      List<String> damaged = new ArrayList<>(lines);
      damaged.set(at, content);
      Files.writeString(file, String.join("\n", damaged) + "\n", StandardCharsets.UTF_8);
      Invocation refused = Invocation.of(run.arguments(folder));
      assertThat(refused.code()).as("%s: %s", content, refused.err()).isEqualTo(ExitCode.FILE);
      assertThat(refused.err())
          .contains(file.toString(), "line " + (at + 1), "remove this line")
          .doesNotContain("\tat ");
    }
    lines.remove(at);
    Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    Invocation again = Invocation.of(run.arguments(folder));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(SmallRuns.files(run.out(folder))).isEqualTo(files);
    restore(before, run);
  }

  /** Runs that keep their optima, in files of their own. */
  private static List<SmallRun> withOptima() {
    return Stream.of("factorize", "lines", "spectrum").map(SmallRuns::named).toList();
  }

  /** The journal of a factorisation needs its optima; other runs need them until it is written. */
  @ParameterizedTest
  @MethodSource("withOptima")
  void aDamagedOptimumIsNamedAndFoundAgain(SmallRun run) throws IOException {
    List<Path> optima = files(run.out(folder), ".npz").toList();
    Path file = optima.get(optima.size() / 2);
    byte[] whole = Files.readAllBytes(file);
    Map<Path, byte[]> before = snapshot(run);
    Map<String, String> files = SmallRuns.files(run.out(folder));
    for (byte[] content :
        List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), flipped(whole))) {
      Files.write(file, content);
      if (!run.equals(SmallRuns.FACTORIZE)) {
        Files.writeString(run.out(folder).resolve("journal.jsonl"), "");
      }
      Invocation again = Invocation.of(run.arguments(folder));
      assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
      assertThat(again.out()).contains(file.toString(), "the optimum was found again");
      assertThat(SmallRuns.files(run.out(folder))).isEqualTo(files);
      restore(before, run);
    }
  }

  /** What nothing reads any more is neither checked nor found again. */
  @Test
  void aDamagedOptimumOfAFinishedRunThatDoesNotReadItStays() throws IOException {
    SmallRun run = SmallRuns.named("lines");
    Path file = files(run.out(folder), ".npz").findFirst().orElseThrow();
    Map<Path, byte[]> before = snapshot(run);
    byte[] damaged = flipped(Files.readAllBytes(file));
    Files.write(file, damaged);
    Invocation again = Invocation.of(run.arguments(folder));
    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
    assertThat(file).hasBinaryContent(damaged);
    restore(before, run);
  }

  @Test
  void aDamagedTableIsNamedByReportAndMadeAgain() throws IOException {
    SmallRun run = SmallRuns.FACTORIZE;
    Map<String, String> files = SmallRuns.files(run.out(folder));
    Path file = run.out(folder).resolve("iterations.csv");
    for (String content :
        List.of("", "\n\n", "a,b\n\"x", "a,b\n\"x\"y,1\n", "a,b\n1,2,3\n", "\u00e9,b\n")) {
      Files.writeString(file, content, StandardCharsets.ISO_8859_1);
      Invocation report = report(run.out(folder));
      assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.FILE);
      assertThat(report.err()).contains(file + " is damaged").doesNotContain("\tat ", "csv.");
    }
    Files.delete(file);
    Invocation again = Invocation.of(run.arguments(folder));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(SmallRuns.files(run.out(folder))).isEqualTo(files);
  }

  @Test
  void aJournalThatIsNoTextIsNamed() throws IOException {
    Path journal = SmallRuns.PROBE.out(folder).resolve("journal.jsonl");
    Map<Path, byte[]> before = snapshot(SmallRuns.PROBE);
    Files.write(journal, new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);
    Files.delete(SmallRuns.PROBE.out(folder).resolve("results.json"));
    Invocation report = report(SmallRuns.PROBE.out(folder));
    assertThat(report.code()).as(report.err()).isEqualTo(ExitCode.OK);
    Invocation again = Invocation.of(SmallRuns.PROBE.arguments(folder));
    assertThat(again.err()).contains(journal + ": line ", " is damaged");
    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.FILE);
    restore(before, SmallRuns.PROBE);
  }

  private Path manifest(SmallRun run) throws IOException {
    Path file = run.out(folder).resolve("manifest.json");
    return Files.exists(file)
        ? file
        : files(run.out(folder), "manifest.json").findFirst().orElseThrow();
  }

  private Invocation report(Path run) {
    return Invocation.of("report", run.toString(), "--out", folder.resolve("page.html").toString());
  }

  /**
   * Damage that still reads as the same kind of file is none: flipped bits may be within a text,
   * and a changed tree may be valid.
   *
   * @param certain whether it is certain that the content is damaged
   */
  private static void requireNamed(Invocation run, Path where, byte[] content, boolean certain) {
    String what = new String(content, StandardCharsets.UTF_8);
    assertThat(run.err())
        .as(what)
        .doesNotContain("\tat ", "java.", "com.fasterxml", "Cannot construct", ": null;");
    if (certain) {
      assertThat(run.code()).as("%s%n%s", run.err(), what).isEqualTo(ExitCode.FILE);
    } else {
      assertThat(run.code()).as("%s%n%s", run.err(), what).isIn(ExitCode.OK, ExitCode.FILE);
    }
    if (run.code() == ExitCode.FILE) {
      assertThat(run.err()).as(what).contains(where.toString());
    }
  }

  private static List<byte[]> damages(byte[] whole, byte[] otherKind, Path file)
      throws IOException {
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(new byte[0]);
    damaged.add(Arrays.copyOf(whole, whole.length / 2));
    damaged.add("null".getBytes(StandardCharsets.UTF_8));
    damaged.add("[1, 2]".getBytes(StandardCharsets.UTF_8));
    damaged.add(otherKind);
    damaged.add(flipped(whole));
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int i = 0; i < CHANGES; i++) {
      JsonNode tree = JSON.readTree(whole);
      change(tree, random);
      damaged.add(JSON.writeValueAsBytes(tree));
    }
    return damaged;
  }

  private static List<String> damagedLines(String line, String otherKind) throws IOException {
    List<String> damaged =
        new ArrayList<>(
            List.of(
                "",
                "null",
                line.substring(0, line.length() / 2),
                line.replaceFirst("[0-9](?=[^0-9]*$)", "x"),
                new String(flipped(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8),
                otherKind));
    // A wrong type, with a checksum that fits it.
    for (String key : List.of("madeBy", "unit")) {
      for (String value : List.of("null", "7", "[[]]")) {
        ObjectNode tree = (ObjectNode) JSON.readTree(line);
        tree.set(key, JSON.readTree(value));
        tree.remove("crc32");
        damaged.add(signed(tree));
      }
    }
    return damaged;
  }

  private static String signed(ObjectNode tree) {
    String rest = tree.toString().substring(1);
    CRC32 crc = new CRC32();
    crc.update(rest.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "{\"crc32\":\"%08x\",%s", crc.getValue(), rest);
  }

  /** Removes a key or an element, or gives it a value of another type. */
  private static void change(JsonNode tree, Random random) {
    List<JsonNode> places = new ArrayList<>();
    collect(tree, places);
    JsonNode place = places.get(random.nextInt(places.size()));
    JsonNode value =
        switch (random.nextInt(5)) {
          case 0 -> JSON.getNodeFactory().nullNode();
          case 1 -> JSON.getNodeFactory().textNode("x");
          case 2 -> JSON.createArrayNode();
          case 3 -> JSON.getNodeFactory().numberNode(-1);
          default -> null;
        };
    if (place instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (value == null) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    } else if (place instanceof ArrayNode array) {
      int index = random.nextInt(array.size());
      if (value == null) {
        array.remove(index);
      } else {
        array.set(index, value);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode() && !node.isEmpty()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private static byte[] flipped(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int i = 1; i < 6; i++) {
      bytes[bytes.length * i / 6] ^= 0x08;
    }
    return bytes;
  }

  private static Stream<Path> files(Path out, String end) throws IOException {
    try (Stream<Path> all = Files.walk(out)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList().stream();
    }
  }

  private Map<Path, byte[]> snapshot(SmallRun run) throws IOException {
    Map<Path, byte[]> content = new TreeMap<>();
    for (Path file : files(run.out(folder), "").filter(Files::isRegularFile).toList()) {
      content.put(file, Files.readAllBytes(file));
    }
    return content;
  }

  private void restore(Map<Path, byte[]> before, SmallRun run) throws IOException {
    for (Path file : files(run.out(folder), "").filter(Files::isRegularFile).toList()) {
      if (!before.containsKey(file)) {
        Files.delete(file);
      }
    }
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      if (!Files.exists(file.getKey())
          || !Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue())) {
        Files.write(file.getKey(), file.getValue());
      }
    }
  }
}
