package org.convexityprobe.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.ParallelExecutor;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.landscape.AdaptiveScanner;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.PopulationFunction;
import org.convexityprobe.network.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work of adaptive scans, which is not known beforehand. */
class ForeseenWorkTest {
  private static final int IMAGES = 40;
  private static final int LINES = 4;
  private static final int POINTS = 5;
  private static final DataConfig DATA = new DataConfig("synthetic", IMAGES, 8, null, 1);

  @TempDir private Path folder;

  /** Adds up what a run tells, as a progress bar does. */
  private static final class Work implements ProbeListener {
    private final int stopAfter;
    private final List<Long> expected = new ArrayList<>();
    private long planned;
    private long before;
    private long done;
    private long all;
    private int lines;

    Work(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void planned(long evaluations, long known) {
      planned = evaluations;
      all = evaluations;
      before = known;
      done = known;
    }

    @Override
    public void evaluated(String checkpoint, int line, int evaluations, int more) {
      done += evaluations;
      all += more;
    }

    @Override
    public void foreseen(long more) {
      all += more;
      expected.add(all);
    }

    @Override
    public void lineDone(String checkpoint, LineScan scan) {
      lines++;
    }

    boolean stop() {
      return lines == stopAfter;
    }
  }

  private static ProbeConfig probe() {
    return Configuration.of(ProbeConfig.class, ProbeConfig.DEFAULT)
        .set("lines", LINES)
        .set("points", POINTS)
        .set("scan", "adaptive")
        .resolve();
  }

  private Work run(String out, UnitExecutor executor, int lines) throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("networks"), 1, 0);
    Work work = new Work(lines);
    new ProbeRun(List.of(zip), DATA, probe(), new ComputeConfig(Way.AUTO, 1))
        .run(folder.resolve(out), executor, new RunControl<>(work, work::stop));
    return work;
  }

  private long taken(String out) throws IOException {
    return ProbeResults.read(folder.resolve(out)).checkpoints().get(0).lines().stream()
        .mapToLong(line -> line.evidence().evaluations())
        .sum();
  }

  /** Puts a finished line into a journal that took more evaluations than others take. */
  private void addLine(String out, int line) throws IOException {
    ProbeConfig probe = probe();
    LineScan scan =
        new AdaptiveScanner(probe.scanSettings(), probe.adaptiveSettings())
            .scan(line, parabola(5 * IMAGES));
    try (Journal<LineEntry> journal =
        Journal.open(folder.resolve(out).resolve("journal.jsonl"), LineEntry.class)) {
      String checkpoint = journal.entries().get(0).checkpoint();
      List<Double> accuracies = Collections.nCopies(POINTS, 50.0);
      journal.append(new LineEntry(checkpoint, 1, scan, null, null, accuracies), Maker.current());
    }
  }

  private static PopulationFunction parabola(int members) {
    return new PopulationFunction() {
      @Override
      public int size() {
        return members;
      }

      @Override
      public double[] termsAt(double lambda, int[] some) {
        return Arrays.stream(some)
            .mapToDouble(member -> (1 + member % 2) * lambda * lambda)
            .toArray();
      }

      @Override
      public double resolution() {
        return 0;
      }
    };
  }

  @Test
  void linesToComeAreExpectedToTakeWhatFinishedOnesTook() throws IOException {
    for (int places : List.of(1, 2)) {
      String out = "out" + places;
      try (UnitExecutor here = new LocalExecutor(1);
          UnitExecutor executor =
              places == 1 ? new LocalExecutor(1) : new ParallelExecutor(places, 1)) {
        Work first = run(out, here, 1);
        addLine(out, LINES - 1);
        Work second = run(out, executor, LINES + 1);
        // Two lines are done, one begins as planned, and one is expected to take their mean.
        assertThat(second.expected.get(0))
            .isEqualTo(second.before + first.planned / LINES + second.before / 2);
        assertThat(second.done).isEqualTo(second.all).isEqualTo(taken(out));
      }
    }
  }
}
