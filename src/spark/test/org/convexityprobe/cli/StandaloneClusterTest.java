package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs on a master and two workers, each a process of its own, end in the files of one process,
 * also when the processes that compute are killed, or the one that hands out work. The properties
 * {@code cluster.kills} and {@code cluster.driver-kills} say how often; {@code cluster.seed} when.
 */
class StandaloneClusterTest {
  private static final int KILLS = Integer.getInteger("cluster.kills", 3);
  private static final int DRIVER_KILLS = Integer.getInteger("cluster.driver-kills", 2);
  private static final long SEED = Long.getLong("cluster.seed", 1);

  /** 3 checkpoints of 20 lines. */
  private static final SmallRun MANY_LINES =
      new SmallRun(
          "many",
          "probe DIR/train --lines 20 --images 8 --points 41 --data synthetic:8 --threads 1"
              + " --quiet");

  private static final int UNITS = 60;

  private static final SmallRun ONE_CHECKPOINT =
      new SmallRun(
          "one",
          "probe DIR/train/epoch-002.zip --lines 2 --images 4 --points 5 --data synthetic:8"
              + " --threads 1 --quiet");

  @TempDir private Path folder;
  private final List<ChildProcess> workers = new ArrayList<>();
  private ChildProcess master;
  private String address;

  @BeforeEach
  void startCluster() throws Exception {
    Files.createDirectories(folder.resolve("spark/jars"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "spark://127.0.0.1:" + port;
    master = start("master", "cluster", "master", "--port", String.valueOf(port));
    awaitText(master, "I have been elected leader");
    startWorkers();
  }

  private void startWorkers() throws Exception {
    for (String name : List.of("first", "second")) {
      ChildProcess worker =
          start(name, "cluster", "worker", address, "--cores", "1", "--memory", "2g");
      workers.add(worker);
      awaitText(worker, "Successfully registered with master");
    }
  }

  private void killWorkers() throws Exception {
    for (ChildProcess worker : workers) {
      List<ProcessHandle> executors = worker.descendants();
      worker.kill();
      executors.forEach(ProcessHandle::destroyForcibly);
    }
    workers.clear();
  }

  @AfterEach
  void stopCluster() throws Exception {
    killWorkers();
    master.kill();
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe", "table", "curvature"})
  void theFilesAreThoseOfOneProcess(String name) throws Exception {
    SmallRun run = SmallRuns.named(name);
    Path alone = prepared("alone");
    Path cluster = prepared("cluster");
    finish(start("log", run.arguments(alone)));
    finish(start("log", onCluster(run, cluster)));
    assertThat(SmallRuns.files(run.out(cluster))).isEqualTo(SmallRuns.files(run.out(alone)));
  }

  @Test
  void killedExecutorsLoseNothingAndDoNothingTwice() throws Exception {
    Path alone = prepared("alone");
    finish(start("log", MANY_LINES.arguments(alone)));
    Random random = new Random(SEED);
    int killed = 0;
    for (int round = 0; killed < KILLS; round++) {
      Path cluster = prepared("cluster-" + round);
      ChildProcess driver = start("log-" + round, onCluster(MANY_LINES, cluster));
      while (driver.isAlive()) {
        Thread.sleep(500 + random.nextInt(4000));
        if (killed < KILLS && driver.isAlive() && killOne(random)) {
          killed++;
        }
      }
      finish(driver);
      assertThat(SmallRuns.files(MANY_LINES.out(cluster)))
          .isEqualTo(SmallRuns.files(MANY_LINES.out(alone)));
      assertThat(Files.readAllLines(MANY_LINES.out(cluster).resolve("journal.jsonl")))
          .hasSize(UNITS);
    }
  }

  @Test
  void workersThatDoNotHaveTheFilesGetCopies() throws Exception {
    Path alone = prepared("alone");
    finish(start("log", ONE_CHECKPOINT.arguments(alone)));
    Path cluster = prepared("cluster");
    killWorkers();
    ChildProcess driver = start("driver", onCluster(ONE_CHECKPOINT, cluster));
    // All is handed out, and nobody is there to take it: the files go before workers come.
    awaitText(driver, "Adding task set");
    Path network = SmallRuns.TRAIN.out(cluster);
    Path away = Files.move(network, folder.resolve("away"));
    startWorkers();
    finish(driver);
    assertThat(network).doesNotExist();
    assertThat(away).isDirectory();
    assertThat(SmallRuns.files(ONE_CHECKPOINT.out(cluster)))
        .isEqualTo(SmallRuns.files(ONE_CHECKPOINT.out(alone)));
  }

  @Test
  void aKilledDriverGoesOnWithTheSameCommand() throws Exception {
    Path alone = prepared("alone");
    finish(start("log", MANY_LINES.arguments(alone)));
    Path cluster = prepared("cluster");
    Path journal = MANY_LINES.out(cluster).resolve("journal.jsonl");
    Random random = new Random(SEED);
    long lines = 0;
    for (int killed = 0; killed < DRIVER_KILLS; killed++) {
      ChildProcess driver = start("driver", onCluster(MANY_LINES, cluster));
      long least = lines + random.nextInt(UNITS / (2 * DRIVER_KILLS));
      while (driver.isAlive() && (!Files.exists(journal) || lines(journal) < least)) {
        Thread.sleep(20);
      }
      Thread.sleep(random.nextInt(500));
      driver.kill();
      lines = lines(journal);
    }
    assertThat(lines).as("lines when it was killed last").isLessThan(UNITS);
    finish(start("driver", onCluster(MANY_LINES, cluster)));
    assertThat(SmallRuns.files(MANY_LINES.out(cluster)))
        .isEqualTo(SmallRuns.files(MANY_LINES.out(alone)));
    assertThat(lines(journal)).isEqualTo(UNITS);
  }

  private static long lines(Path journal) throws IOException {
    return Files.readString(journal).chars().filter(character -> character == '\n').count();
  }

  private boolean killOne(Random random) {
    List<ProcessHandle> executors =
        workers.stream().flatMap(worker -> worker.descendants().stream()).toList();
    return !executors.isEmpty()
        && executors.get(random.nextInt(executors.size())).destroyForcibly();
  }

  /** Returns a folder with a trained network; its numbers are the same at every call. */
  private Path prepared(String name) throws Exception {
    Path all = folder.resolve(name);
    SmallRuns.prepare(all);
    finish(start("log", SmallRuns.TRAIN.arguments(all)));
    return all;
  }

  private String[] onCluster(SmallRun run, Path all) {
    List<String> arguments = new ArrayList<>(List.of(run.arguments(all)));
    arguments.addAll(List.of("--cluster", address));
    return arguments.toArray(new String[0]);
  }

  private ChildProcess start(String log, String... arguments) throws IOException {
    return ChildProcess.start(
        folder.resolve(log + ".txt"),
        Map.of("SPARK_HOME", folder.resolve("spark").toString(), "SPARK_SCALA_VERSION", "2.13"),
        SparkProcesses.options(),
        System.getProperty("java.class.path"),
        arguments);
  }

  private static void finish(ChildProcess process) throws Exception {
    assertThat(process.await()).as(process.text()).isEqualTo(ExitCode.OK);
  }

  private static void awaitText(ChildProcess process, String text) throws Exception {
    for (int tries = 0; tries < 600 && process.isAlive(); tries++) {
      if (process.text().contains(text)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no '%s' in:%n%s".formatted(text, process.text()));
  }
}
