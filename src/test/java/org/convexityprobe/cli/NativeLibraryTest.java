package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real processes that lack a native library. */
class NativeLibraryTest {
  @TempDir private Path folder;

  @Test
  void withoutFusedKernelsStockDl4jTrainsAfterOneWarning() throws Exception {
    ChildProcess child =
        ChildProcess.start(log(), List.of(), classPathWithout("dnnl-3"), train("auto"));
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.OK);
    assertThat(child.text().lines().filter(line -> line.contains("stock DL4J is used")))
        .hasSize(1)
        .allMatch(line -> line.contains("oneDNN's native library cannot be used"));
  }

  @Test
  void withoutFusedKernelsNativeExecutionIsRefusedInOneLine() throws Exception {
    ChildProcess child =
        ChildProcess.start(log(), List.of(), classPathWithout("dnnl-3"), train("native"));
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.USAGE);
    assertThat(child.text()).contains("use auto or reference").doesNotContain("\tat ");
  }

  @Test
  void withoutNd4jsLibraryTheErrorSaysWhatIsExpected() throws Exception {
    ChildProcess child =
        ChildProcess.start(log(), List.of(), classPathWithout("nd4j-native-1"), train("auto"));
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.FILE);
    assertThat(child.text()).contains("nd4j-native-*.jar").doesNotContain("\tat ");
  }

  @Test
  void withoutMatrixUnitsBfloat16PartsAreRefusedInOneLine() throws Exception {
    String checkpoint = folder.resolve("run").resolve("epoch-001.zip").toString();
    assertThat(ChildProcess.start(log(), Map.of(), train("auto")).await()).isEqualTo(ExitCode.OK);
    ChildProcess child =
        ChildProcess.start(
            log(),
            Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE"),
            ("evaluate --data synthetic --quiet --execution bf16x2 " + checkpoint).split(" ", -1));
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.USAGE);
    assertThat(child.text()).contains("no matrix units for bfloat16").doesNotContain("\tat ");
  }

  @Test
  void aTableThatCannotBeProbedIsRefusedBeforeItsNetworksAreTrained() throws Exception {
    Path config = folder.resolve("table.yaml");
    Files.writeString(
        config,
        """
        depths: [8]
        widths: [1]
        training: {epochs: 1, checkpointEpochs: [0, 1]}
        probe: {lines: 1, images: 10}
        data: {source: synthetic, trainImages: 50, testImages: 10}
        """);
    Path out = folder.resolve("table");
    ChildProcess child =
        ChildProcess.start(
            log(),
            Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE"),
            "table",
            "--config",
            config.toString(),
            "--checkpoints",
            folder.resolve("networks").toString(),
            "--out",
            out.toString(),
            "--execution",
            "bf16x2");
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.USAGE);
    assertThat(child.text()).contains("no matrix units for bfloat16");
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("networks")).doesNotExist();
  }

  private Path log() {
    return folder.resolve("log.txt");
  }

  private String[] train(String execution) {
    return ("train --depth 8 --data synthetic --train-images 8 --test-images 8 --batch-size 8"
            + " --epochs 1 --checkpoint-epochs 1 --quiet --execution "
            + execution
            + " --out "
            + folder.resolve("run"))
        .split(" ", -1);
  }

  /** Leaves out the jars of native libraries, not those of the classes that load them. */
  private static String classPathWithout(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !(entry.contains(name) && entry.contains("linux")))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
