package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on {@code local[2]} end in the files of one process. */
class ClusterTest {
  private static final List<String> NAMES =
      List.of("train", "probe", "surface", "table", "curvature");

  @TempDir private Path folder;

  @Test
  void theFilesAreThoseOfOneProcess() throws Exception {
    Path alone = folder.resolve("alone");
    Path cluster = folder.resolve("cluster");
    SmallRuns.prepare(alone);
    SmallRuns.prepare(cluster);
    for (SmallRun run : SmallRuns.ALL) {
      if (NAMES.contains(run.name())) {
        assertThat(run(run, alone, List.of())).as(log()).isZero();
        List<String> option =
            run.equals(SmallRuns.TRAIN) ? List.of() : List.of("--cluster", "local[2]");
        assertThat(run(run, cluster, option)).as(log()).isZero();
        Map<String, String> expected = SmallRuns.files(run.out(alone));
        assertThat(SmallRuns.files(run.out(cluster))).as(run.name()).isEqualTo(expected);
      }
    }
  }

  @Test
  void anUnknownKindOfClusterIsOneLine() throws Exception {
    SmallRun curvature = SmallRuns.named("curvature");
    int code = run(curvature, folder, List.of("--cluster", "nonsense"));
    assertThat(code).as(log()).isEqualTo(ExitCode.USAGE);
    assertThat(log())
        .contains("--cluster is 'nonsense'; expected local[N]")
        .doesNotContain("\tat ");
  }

  private int run(SmallRun run, Path all, List<String> more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(run.arguments(all)));
    arguments.addAll(more);
    ChildProcess child =
        ChildProcess.start(
            folder.resolve("log.txt"),
            SparkProcesses.options(),
            System.getProperty("java.class.path"),
            arguments.toArray(new String[0]));
    return child.await();
  }

  private String log() throws Exception {
    Path log = folder.resolve("log.txt");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
