package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills commands of every kind at random moments, some of them twice, and expects that the same
 * command then ends in the files of an undisturbed run. {@code -Dcampaign.kills=200} is the long
 * form, {@code -Dcampaign.seed} draws other moments.
 */
@EnabledIfSystemProperty(named = "campaign.kills", matches = "\\d+")
class KillTest {
  private static final int KILLS = Integer.getInteger("campaign.kills", 4);
  private static final long SEED = Long.getLong("campaign.seed", 1);

  /** Few kills are of commands that start fast: factorize, lines, curvature, trajectory. */
  private static final List<SmallRun> RUNS =
      KILLS < SmallRuns.ALL.size() ? SmallRuns.ALL.subList(8, 12) : SmallRuns.ALL;

  @TempDir private Path folder;

  private final Map<String, Integer> started = new TreeMap<>();
  private final Map<String, Integer> alive = new TreeMap<>();
  private final Map<String, Integer> partly = new TreeMap<>();

  @Test
  void aKilledCommandEndsInTheFilesOfAnUndisturbedRun() throws Exception {
    Path all = folder.resolve("all");
    SmallRuns.prepare(all);
    Map<String, Map<String, String>> expected = new TreeMap<>();
    for (SmallRun run : RUNS) {
      finish(run, all);
      expected.put(run.name(), SmallRuns.files(run.out(all)));
    }
    Random random = new Random(SEED);
    Map<String, Long> milliseconds = new TreeMap<>();
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      SmallRun run = RUNS.get(round % RUNS.size());
      if (!milliseconds.containsKey(run.name())) {
        milliseconds.put(run.name(), undisturbed(run, all));
      }
      clear(run, all);
      for (int i = random.nextInt(2); i >= 0 && kills < KILLS; i--) {
        kill(run, all, random.nextInt((int) (1.1 * milliseconds.get(run.name()))));
        kills++;
      }
      finish(run, all);
      assertThat(SmallRuns.differences(expected.get(run.name()), SmallRuns.files(run.out(all))))
          .as("%s, seed %d", run, SEED)
          .isEmpty();
    }
    System.out.printf(
        "kills %d, seed %d%nby command %s%nof a live process %s%nbetween units of work %s%n",
        kills, SEED, started, alive, partly);
    assertThat(alive.values().stream().mapToInt(each -> each).sum()).isPositive();
  }

  /** In a process of its own, as those that are killed: it picks the same native libraries. */
  private void finish(SmallRun run, Path all) throws Exception {
    ChildProcess child = ChildProcess.start(folder.resolve("log.txt"), run.arguments(all));
    assertThat(child.await()).as("%s: %s", run, child.text()).isZero();
  }

  private void kill(SmallRun run, Path all, int after) throws Exception {
    ChildProcess child = ChildProcess.start(folder.resolve("log.txt"), run.arguments(all));
    Thread.sleep(after);
    started.merge(run.name(), 1, Integer::sum);
    if (child.isAlive()) {
      alive.merge(run.name(), 1, Integer::sum);
    }
    child.kill();
    Path journal = run.out(all).resolve("journal.jsonl");
    if (Files.exists(journal) && Files.size(journal) > 0 && !Files.exists(results(run, all))) {
      partly.merge(run.name(), 1, Integer::sum);
    }
  }

  private static Path results(SmallRun run, Path all) {
    return run.out(all).resolve(SmallRuns.results(run));
  }

  /** Returns how long a process takes, start included. */
  private long undisturbed(SmallRun run, Path all) throws Exception {
    clear(run, all);
    long start = System.nanoTime();
    finish(run, all);
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static void clear(SmallRun run, Path all) throws IOException {
    if (run.equals(SmallRuns.TABLE)) {
      delete(all.resolve("networks"));
    }
    delete(run.out(all));
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
