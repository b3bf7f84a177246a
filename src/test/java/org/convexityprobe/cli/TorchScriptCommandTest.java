package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.execution.torch.LibTorch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code convexity torchscript}, and what other commands say of such files. */
class TorchScriptCommandTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/convexityprobe/network/scripts");

  @TempDir private Path folder;

  private static void requireLibTorch() {
    Assumptions.assumeTrue(LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
  }

  private Invocation probe(String network, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "torchscript",
                FOLDER.resolve(network).toString(),
                "--data",
                FOLDER.resolve("images.npz").toString(),
                "--mean",
                "0.5",
                "--std",
                "0.25",
                "--lines",
                "2",
                "--points",
                "9",
                "--quiet"));
    arguments.addAll(Arrays.asList(more));
    if (!arguments.contains("--out")) {
      arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    }
    return Invocation.of(arguments.toArray(String[]::new));
  }

  @Test
  void aNetworkOfAnyKindIsProbedAndGoesOnWhereItStopped() throws IOException {
    requireLibTorch();
    Invocation first = probe("vgg.pt");
    assertThat(first.code()).isEqualTo(ExitCode.OK);
    assertThat(first.out()).contains("497 parameters", "accuracy 100.0 %", "(2 lines)");
    Path run = folder.resolve("run");
    String results = Files.readString(run.resolve("results.json"));
    List<String> journal = Files.readAllLines(run.resolve("journal.jsonl"));
    // As after a kill: without the last line and the results.
    Files.delete(run.resolve("results.json"));
    Files.write(run.resolve("journal.jsonl"), journal.subList(0, journal.size() - 1));
    assertThat(probe("vgg.pt").code()).isEqualTo(ExitCode.OK);
    assertThat(lines(run)).isEqualTo(lines(results));
    assertThat(run.resolve("figures/lines-vgg.svg")).exists();
    assertThat(Invocation.of("report", run.toString(), "--out", folder + "/r.html").code())
        .isEqualTo(ExitCode.OK);
  }

  private static Object lines(Path run) throws IOException {
    return lines(Files.readString(run.resolve("results.json")));
  }

  private static Object lines(String results) throws IOException {
    return new ObjectMapper().readTree(results).get("networks").get(0).get("lines");
  }

  @Test
  void whatCannotBeProbedIsOneLine() throws IOException {
    requireLibTorch();
    assertThat(probe("transformer.pt").err()).contains("a dictionary", "--output").hasLineCount(1);
    assertThat(probe("transformer.pt", "--output", "logits").code()).isEqualTo(ExitCode.OK);
    Invocation weights = probe("state-dict.pt", "--out", folder + "/other");
    assertThat(weights.code()).isEqualTo(ExitCode.FILE);
    assertThat(weights.err()).contains("convexity import").hasLineCount(1);
    Invocation classes =
        Invocation.of(
            "torchscript",
            FOLDER.resolve("mlp.pt").toString(),
            "--data",
            "synthetic:8",
            "--train-images",
            "100",
            "--out",
            folder + "/c");
    assertThat(classes.code()).isEqualTo(ExitCode.USAGE);
    assertThat(classes.err()).contains("[100, 3, 8, 8]").hasLineCount(1);
  }

  @Test
  void rowsOfATableAreVectors() throws IOException {
    requireLibTorch();
    StringBuilder table = new StringBuilder("label,a,b,c,d\n");
    for (int row = 0; row < 20; row++) {
      table.append("%d,%d,%d,%d,%d%n".formatted(row % 3, row, row * row, -row, 7 * row % 5));
    }
    Path csv = Files.writeString(folder.resolve("table.csv"), table);
    Invocation probed =
        Invocation.of(
            "torchscript",
            FOLDER.resolve("table.pt").toString(),
            "--data",
            "csv:" + csv,
            "--lines",
            "1",
            "--points",
            "5",
            "--out",
            folder + "/table");
    assertThat(probed.err()).isEmpty();
    assertThat(probed.out()).contains("on 20 of 20 images");
  }

  @Test
  void otherCommandsNameTheOneThatWantsATorchScriptFile() {
    String network = FOLDER.resolve("vgg.pt").toString();
    assertThat(Invocation.of("evaluate", network, "--data", "synthetic").err())
        .contains("TorchScript", "convexity torchscript");
    Invocation imported =
        Invocation.of("import", network, "--normalization", "cifar10", "--out", folder + "/n.zip");
    assertThat(imported.err()).contains("TorchScript", "convexity torchscript");
  }

  @Test
  void thePythonExamplesReadTheResults() throws IOException, InterruptedException {
    requireLibTorch();
    Assumptions.assumeTrue(
        python("import pandas, numpy, matplotlib") == 0, "no Python with pandas and matplotlib");
    Files.createDirectories(folder.resolve("runs"));
    Path copy = Files.copy(FOLDER.resolve("vgg.pt"), folder.resolve("net.pt"));
    assertThat(probe(copy.toAbsolutePath().toString(), "--out", folder + "/runs/net").code())
        .isEqualTo(ExitCode.OK);
    List<String> programs =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/python.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(programs).hasSize(2);
    for (String program : programs) {
      assertThat(python(program)).as(program).isZero();
    }
    assertThat(folder.resolve("lines.png")).exists();
  }

  private int python(String program) throws IOException, InterruptedException {
    Path file = folder.resolve("program.py");
    Files.writeString(file, program, StandardCharsets.UTF_8);
    try {
      Process process =
          new ProcessBuilder("/usr/bin/python3", file.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("python.log").toFile())
              .start();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } catch (IOException e) {
      return -1; // no Python here
    }
  }
}
