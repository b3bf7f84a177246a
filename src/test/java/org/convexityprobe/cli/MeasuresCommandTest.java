package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.execution.torch.LibTorch;
import org.junit.jupiter.api.Assumptions;
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
  void onlyNetworksThatDifferInTheirSeedsAreAveraged() throws Exception {
    String training =
        "train --depth 8 --epochs 1 --checkpoint-epochs 0,1 --data synthetic:8 --train-images 32"
            + " --test-images 10 --batch-size 16 --threads 1 --quiet";
    run(training + " --out first");
    run(training + " --seed 2 --out second");
    run(training + " --shortcut identity --out identity");
    String scan = " --points 3 --data synthetic:8 --threads 1 --quiet --images ";
    run("path first" + scan + "10 --out first-path");
    run("path second" + scan + "10 --out second-path");
    run("path identity" + scan + "10 --out identity-path");
    run("path first" + scan + "12 --out other-images");

    assertThat(counts("first-path second-path")).containsExactly("ResNet-8: 2");
    assertThat(counts("first-path second-path identity-path"))
        .containsExactly("ResNet-8, shortcut PROJECTION: 2", "ResNet-8, shortcut IDENTITY: 1");
    assertThat(counts("first-path second-path other-images"))
        .containsExactly(
            "ResNet-8, images in the loss 10 of 32, drawn by seed 1: 2",
            "ResNet-8, images in the loss 12 of 32, drawn by seed 1: 1");
    Invocation twice = invoke("measures first-path first-path --json -");
    assertThat(twice.code()).isEqualTo(ExitCode.USAGE);
    assertThat(twice.err()).contains("first-path is given twice; leave one out").hasLineCount(1);
    run("path first" + scan + "10 --out copy");
    Invocation again = invoke("measures first-path copy --json -");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err())
        .contains("contain the same segment (ResNet-8, k 1, from epoch 0, seed 1), measured alike")
        .hasLineCount(1);
  }

  /** Results leave out the usual loss, which is another one all the same. */
  @Test
  void networksOfDifferentLossesAreNotAveraged() throws Exception {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
    String training =
        "train --depth 8 --epochs 1 --checkpoint-epochs 0,1 --data synthetic:8 --train-images 32"
            + " --test-images 10 --batch-size 16 --threads 1 --quiet";
    run(training + " --out first");
    run(training + " --seed 2 --out second");
    String scan =
        " --points 3 --data synthetic:8 --threads 1 --quiet --images 10 --execution torch --out ";
    run("path first" + scan + "plain");
    run("path second" + scan + "smoothed --label-smoothing 0.1");

    assertThat(counts("plain smoothed"))
        .containsExactly("ResNet-8, labelSmoothing 0.0: 1", "ResNet-8, labelSmoothing 0.1: 1");
  }

  @Test
  void onlyFactorisationsThatDifferInTheirStartsAreAveraged() throws Exception {
    String solve = "nmf trajectory --rank 2 --iterations 20 --points 4 --repetitions 2 --quiet ";
    run(solve + "--synthetic 12x10 --solver hals --out first");
    run(solve + "--synthetic 12x10 --solver hals --seed 3 --out second");
    run(solve + "--synthetic 12x10 --solver mu --out other-solver");
    run(solve + "--synthetic 12x10 --noise 2 --solver hals --out other-matrix");
    run(solve + "--synthetic 20x6 --solver hals --out other-shape");

    assertThat(counts("first second"))
        .containsExactly("synthetic matrix, r = 2: 4", "synthetic matrix, r = 2: 4");
    assertThat(counts("first second other-solver").stream().distinct())
        .containsExactly(
            "synthetic matrix, r = 2, method HALS: 4", "synthetic matrix, r = 2, method MU: 2");
    assertThat(counts("first other-matrix").stream().distinct())
        .containsExactly(
            "synthetic matrix, r = 2, synthetic.noise 0.1: 2",
            "synthetic matrix, r = 2, synthetic.noise 2.0: 2");
    assertThat(counts("first other-shape").stream().distinct())
        .containsExactly(
            "synthetic matrix, r = 2, shape 12 × 10: 2",
            "synthetic matrix, r = 2, shape 20 × 6: 2");
    run(solve + "--synthetic 12x10 --solver hals --seed 2 --out overlapping");
    Invocation again = invoke("measures first overlapping --json -");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err())
        .contains(
            "contain the same segment (synthetic matrix, r = 2, 12 × 10, from seed 2), measured alike; leave one out")
        .hasLineCount(1);
  }

  /** Manifests of such runs have checksums of their files beside the settings. */
  @Test
  void matricesInFilesAreMeasured() throws Exception {
    Path file = folder.resolve("votes.csv");
    Files.writeString(file, "1,2,3,4\n2,1,4,3\n3,4,1,2\n4,3,2,2\n");
    run("nmf trajectory --rank 2 --iterations 20 --points 4 --quiet --out of-file --data " + file);
    assertThat(counts("of-file").stream().distinct())
        .hasSize(1)
        .allMatch(row -> row.startsWith("votes"));
  }

  @Test
  void recoveryOfOtherProblemsHasRowsOfItsOwn() throws Exception {
    run("recovery lines --sizes 5,8 --rank 1 --lines 3 --quiet --out first");
    run("recovery lines --sizes 5,8 --rank 2 --ensemble entries --lines 3 --quiet --out second");
    run("recovery lines --sizes 8 --rank 1 --lines 2 --quiet --out again");

    assertThat(counts("first second").stream().distinct())
        .containsExactly(
            "recovery, m = 4.00 nr, ensemble rank1, rank 1: 3",
            "recovery, m = 4.00 nr, ensemble entries, rank 2: 3");
    Invocation again = invoke("measures first again --json -");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err())
        .contains(
            "contain the same segment (rank1 measurements, n = 8, r = 1, m = 4.0 nr, seed 1), measured alike")
        .hasLineCount(1);
  }

  /** Returns the rows of runs: the objective, and how many segments it has. */
  private List<String> counts(String runs) throws Exception {
    List<String> counts = new ArrayList<>();
    for (JsonNode row :
        new ObjectMapper().readTree(run("measures " + runs + " --json -").out()).get("rows")) {
      counts.add(row.get("objective").asText() + ": " + row.get("count"));
    }
    return counts;
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
