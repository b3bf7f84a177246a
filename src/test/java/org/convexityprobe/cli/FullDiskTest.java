package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands whose files cannot grow beyond a bound, as on a full disk, end in one line and exit 3;
 * the same command ends in the same files once there is room. {@code -Dcampaign.disks=20} is the
 * long form.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "campaign.disks", matches = "\\d+")
class FullDiskTest {
  private static final int DISKS = Integer.getInteger("campaign.disks", 2);
  private static final long SEED = Long.getLong("campaign.seed", 1);

  /** Commands that write files of several sizes, the largest last. */
  private static final List<String> NAMES =
      List.of("factorize", "lines", "curvature", "trajectory", "spectrum", "star", "planted");

  @TempDir private Path folder;

  @Test
  void aFullDiskIsOneLineAndTheRunGoesOn() throws Exception {
    Path whole = folder.resolve("whole");
    SmallRuns.prepare(whole);
    Random random = new Random(SEED);
    int refused = 0;
    for (int disk = 0; disk < DISKS; disk++) {
      String name = NAMES.get(disk % NAMES.size());
      SmallRun run = SmallRuns.named(name);
      if (!Files.exists(run.out(whole))) {
        finish(run, whole);
      }
      Path full = folder.resolve("full" + disk);
      int kibibytes = 1 + random.nextInt(24);
      Path log = folder.resolve("log" + disk + ".txt");
      int code = limited(run.arguments(full), kibibytes, log);
      String said = Files.readString(log);
      assertThat(said).as("%s, %d KiB", run, kibibytes).doesNotContain("\tat ");
      assertThat(code).as("%s, %d KiB: %s", run, kibibytes, said).isIn(ExitCode.OK, ExitCode.FILE);
      if (code == ExitCode.FILE) {
        refused++;
        assertThat(said).containsAnyOf(full.toString(), "java.io.tmpdir");
      }
      finish(run, full);
      Map<String, String> files = SmallRuns.files(run.out(full));
      assertThat(files)
          .as("%s, %d KiB: %s", run, kibibytes, said)
          .isEqualTo(SmallRuns.files(run.out(whole)));
    }
    System.out.printf("full disks %d, of which %d refused a file%n", DISKS, refused);
    assertThat(refused).isPositive();
  }

  /** In a process of its own, as those of full disks: it computes with the same libraries. */
  private void finish(SmallRun run, Path all) throws Exception {
    ChildProcess child = ChildProcess.start(folder.resolve("log.txt"), run.arguments(all));
    assertThat(child.await()).as("%s: %s", run, child.text()).isZero();
  }

  private static int limited(String[] arguments, int kibibytes, Path log) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "ulimit -f \"$0\"; exec \"$@\"",
                Integer.toString(kibibytes),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Convexity.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
