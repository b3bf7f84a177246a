package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuresCommandTest {
  @TempDir private Path folder;

  @Test
  void networksFactorisationsAndRecoveryAreSideBySide() throws Exception {
    run(
        "train --depth 8 --epochs 1 --checkpoint-epochs 0,1 --data synthetic:8"
            + " --train-images 32 --test-images 10 --batch-size 16 --threads 1 --quiet --out net");
    run("path net --images 10 --points 5 --data synthetic:8 --threads 1 --quiet --out path");
    run(
        "nmf trajectory --synthetic 12x10 --rank 2 --solver hals --iterations 20 --repetitions 3"
            + " --points 4 --quiet --out small");
    run(
        "nmf trajectory --synthetic 24x20 --rank 2 --solver hals --iterations 20 --repetitions 3"
            + " --points 4 --quiet --out large");
    run("recovery lines --sizes 5,8 --rank 2 --lines 4 --quiet --out lines");

    Invocation measures = run("measures path small large lines --out out");
    assertThat(measures.out())
        .contains(
            "ResNet-8", "synthetic matrix, r = 2, half-way", "recovery, m = 4.00 nr", "one-point")
        .contains("tables and a figure in");
    JsonNode table = new ObjectMapper().readTree(folder.resolve("out/measures.json").toFile());
    assertThat(table.get("rows")).hasSize(1 + 2 + 2 + 2);
    JsonNode network = table.get("rows").get(0);
    assertThat(network.get("count").asInt()).isEqualTo(1);
    assertThat(network.get("measures").get("BARRIER").get("standardError").asText())
        .isEqualTo("NaN");
    List<String> csv = Files.readAllLines(folder.resolve("out/measures.csv"));
    assertThat(csv).hasSize(8);
    assertThat(csv.get(0))
        .startsWith("objective,from,size_name,size,count,rise,rise_error,barrier");
    assertThat(folder.resolve("out/figures/measures.png")).isNotEmptyFile();
  }

  @Test
  void aRunOfAnotherKindIsNamed() throws Exception {
    run("nmf star --quiet --out star");
    Invocation refused = invoke("measures star");
    assertThat(refused.code()).isEqualTo(ExitCode.FILE);
    assertThat(refused.err()).contains("nmf-star", "expected one of path, nmf-trajectory");
  }

  private Invocation run(String line) {
    Invocation invocation = invoke(line);
    assertThat(invocation.code()).as(invocation.err()).isZero();
    return invocation;
  }

  /** Names without an option before them, and those behind --out, are folders of the test. */
  private Invocation invoke(String line) {
    String[] words = line.split(" +", -1);
    for (int i = 1; i < words.length; i++) {
      boolean place = words[i - 1].equals("--out") || isRun(words, i);
      words[i] = place ? folder.resolve(words[i]).toString() : words[i];
    }
    return Invocation.of(words);
  }

  private static boolean isRun(String[] words, int i) {
    return List.of("path", "measures").contains(words[0])
        && !words[i].startsWith("--")
        && words.length > i
        && java.util.Arrays.stream(words, 1, i).noneMatch(word -> word.startsWith("--"));
  }
}
