package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.resnet.CheckpointFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes at random moments, and expects the same bits as without. */
class ResumeTest {
  private static final int KILLS = 2;

  /** Lines of a probe: some are done before each kill, and some are left after the last. */
  private static final int LINES = 8;

  @TempDir private Path folder;

  @Test
  void aKilledTrainingRunEndsInTheSameBits() throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(train(whole).await()).isEqualTo(ExitCode.OK);
    Random random = new Random(7);
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      ChildProcess child = train(killed);
      if (child.awaitChange(killed.resolve("state.zip"), System.currentTimeMillis())) {
        Thread.sleep(random.nextInt(300));
        kills += child.isAlive() ? 1 : 0;
        child.kill();
      }
    }
    assertThat(kills).as("kills that met a running process").isPositive();
    assertThat(train(killed).await()).isEqualTo(ExitCode.OK);
    for (int epoch : new int[] {0, 1, 2}) {
      assertThat(parameters(killed, epoch))
          .as("epoch %d", epoch)
          .isEqualTo(parameters(whole, epoch));
    }
    assertThat(losses(killed)).isEqualTo(losses(whole));
  }

  @Test
  void aKilledTrainingGoesOnWithTheConvolutionsThatItBeganWith() throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    Path direct = folder.resolve("direct");
    assertThat(train(whole, "winograd").await()).isEqualTo(ExitCode.OK);
    assertThat(train(direct, "direct").await()).isEqualTo(ExitCode.OK);
    ChildProcess child = train(killed, "winograd");
    assertThat(child.awaitChange(killed.resolve("state.zip"), 0)).isTrue();
    child.kill();
    // What a timing says by now does not count.
    assertThat(train(killed, "auto").await()).isEqualTo(ExitCode.OK);
    assertThat(parameters(killed, 2))
        .isEqualTo(parameters(whole, 2))
        .isNotEqualTo(parameters(direct, 2));
  }

  /** Returns whether SIGINT does nothing: so shells start background jobs, and children inherit. */
  private static boolean interruptIsIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @Test
  void ctrlCKeepsAStateAndHasItsOwnExitCode() throws Exception {
    assumeThat(interruptIsIgnored()).as("SIGINT is ignored, as in a background job").isFalse();
    Path run = folder.resolve("run");
    ChildProcess child = train(run);
    assertThat(child.awaitChange(run.resolve("state.zip"), 0)).isTrue();
    child.interrupt();
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(child.text()).contains("--resume");
    assertThat(run.resolve("state.zip")).exists();
  }

  @Test
  void aKilledProbeEndsInTheSameResults() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    assertThat(train(checkpoints).await()).isEqualTo(ExitCode.OK);
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(probe(checkpoints, whole).await()).isEqualTo(ExitCode.OK);
    Path journal = killed.resolve("journal.jsonl");
    int met = 0;
    for (int i = 0; i < KILLS; i++) {
      ChildProcess child = probe(checkpoints, killed);
      // One more line than before is done, and more are to do.
      int lines = lines(journal);
      while (child.isAlive() && lines(journal) == lines) {
        Thread.sleep(1);
      }
      met += child.isAlive() ? 1 : 0;
      child.kill();
      assertThat(lines(journal)).as("lines after kill %d", i + 1).isBetween(lines + 1, LINES - 1);
      assertThat(killed.resolve("results.json")).doesNotExist();
    }
    assertThat(met).as("kills that met a live process").isEqualTo(KILLS);
    ChildProcess last = probe(checkpoints, killed);
    assertThat(last.await()).as(last.text()).isEqualTo(ExitCode.OK);
    assertThat(ProbeResults.read(killed).checkpoints())
        .isEqualTo(ProbeResults.read(whole).checkpoints());
  }

  /** Returns the number of whole lines of a journal. */
  private static int lines(Path journal) throws IOException {
    return Files.exists(journal)
        ? (int) Files.readString(journal).chars().filter(each -> each == '\n').count()
        : 0;
  }

  private ChildProcess train(Path out) throws IOException {
    return train(out, "auto");
  }

  private ChildProcess train(Path out, String convolution) throws IOException {
    return ChildProcess.start(
        folder.resolve("log.txt"),
        ("train --depth 8 --data synthetic --train-images 64 --test-images 8 --batch-size 16"
                + " --epochs 2 --checkpoint-epochs 0,1,2 --milestones 1 --threads 1"
                + " --state-interval 0 --resume --convolution "
                + convolution
                + " --out "
                + out)
            .split(" ", -1));
  }

  private ChildProcess probe(Path checkpoints, Path out) throws IOException {
    return ChildProcess.start(
        folder.resolve("log.txt"),
        "probe",
        CheckpointFiles.file(checkpoints, 2).toString(),
        "--data",
        "synthetic",
        "--lines",
        Integer.toString(LINES),
        "--points",
        "7",
        "--images",
        "8",
        "--cross-check",
        "curvature",
        "--threads",
        "1",
        "--out",
        out.toString());
  }

  private static List<Float> parameters(Path run, int epoch) throws IOException {
    List<Float> values = new ArrayList<>();
    for (float value : CheckpointFiles.read(CheckpointFiles.file(run, epoch)).parameters()) {
      values.add(value);
    }
    return values;
  }

  /** Returns the columns of training.csv that do not measure time. */
  private static List<String> losses(Path run) throws IOException {
    return Files.readAllLines(run.resolve("training.csv")).stream()
        .map(row -> String.join(",", Arrays.copyOf(row.split(",", -1), 6)))
        .toList();
  }
}
