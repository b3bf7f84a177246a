package org.convexityprobe.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnfinishedWork;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A line whose scan is stopped goes on where it stopped. */
class UnfinishedLineTest {
  private static final int IMAGES = 120;
  private static final DataConfig DATA = new DataConfig("synthetic", IMAGES, 8, null, 1);
  private static final ComputeConfig COMPUTE = new ComputeConfig(Way.AUTO, 1);

  @TempDir private Path folder;
  private Path zip;
  private UnfinishedWork unfinished;

  @BeforeEach
  void writeCheckpoint() throws IOException {
    zip = UntrainedNetworks.write(folder.resolve("networks"), 1, 0);
    unfinished = new UnfinishedWork(folder.resolve("unfinished"), Duration.ZERO);
  }

  /** Counts evaluations, and stops a scan after some. */
  private static final class Counts implements ProbeListener {
    private final int stopAfter;
    private int evaluated;
    private int known;

    Counts(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void evaluated(String checkpoint, int line, int evaluations, int more) {
      evaluated += evaluations;
    }

    @Override
    public void known(String checkpoint, int line, int evaluations, int more) {
      known += evaluations;
    }

    boolean stop() {
      return evaluated >= stopAfter;
    }
  }

  private static Configuration<ProbeConfig> lines() {
    return Configuration.of(ProbeConfig.class, ProbeConfig.DEFAULT)
        .set("lines", 2)
        .set("points", 5);
  }

  private static ProbeConfig plain() {
    return lines().set("images", 20).resolve();
  }

  private LineUnit unit(ProbeConfig probe) throws IOException {
    HashedFile checkpoint = HashedFile.of(CheckpointHashes.of(List.of(zip))).get(0);
    return new LineUnit(new LinePlan(checkpoint, DATA, probe, COMPUTE, null), 1);
  }

  private LineEntry compute(LineUnit unit, Counts counts) throws IOException {
    try (UnitContext context = new UnitContext(1)) {
      return unit.compute(
          context, new RunControl<ProbeListener>(counts, counts::stop).keeping(unfinished));
    }
  }

  private Counts stopped(LineUnit unit, int evaluations) {
    Counts counts = new Counts(evaluations);
    assertThatThrownBy(() -> compute(unit, counts)).isInstanceOf(CancellationException.class);
    return counts;
  }

  private LineEntry undisturbed(LineUnit unit) throws IOException {
    try (UnitContext context = new UnitContext(1)) {
      return unit.compute(context, new RunControl<>(unit.silent(), () -> false));
    }
  }

  private Path log(LineUnit unit) {
    return unfinished.folder().resolve(unit.logName() + ".jsonl");
  }

  @ParameterizedTest
  @EnumSource
  void aPlainScanGoesOnAndGivesTheSame(ProbeConfig.CrossCheck crossCheck) throws IOException {
    LineUnit unit =
        unit(
            lines()
                .set("images", 20)
                .set("crossCheck", crossCheck.name().toLowerCase(Locale.ROOT))
                .resolve());
    stopped(unit, 3);
    Counts second = stopped(unit, 4);
    assertThat(second.known).isEqualTo(3);
    Counts last = new Counts(Integer.MAX_VALUE);
    LineEntry entry = compute(unit, last);
    assertThat(last.known).isEqualTo(3 + second.evaluated);
    requireSame(entry, undisturbed(unit));
  }

  @Test
  void aPlainScanOfAllImagesKeepsMeansAlone() throws IOException {
    LineUnit unit = unit(lines().set("images", IMAGES).resolve());
    stopped(unit, 3);
    Counts last = new Counts(Integer.MAX_VALUE);
    assertThat(Files.size(log(unit))).isLessThan(3L * IMAGES * Double.BYTES);
    requireSame(compute(unit, last), undisturbed(unit));
    assertThat(last.known).isEqualTo(3);
  }

  @Test
  void anAdaptiveScanGoesOnWithinASample() throws IOException {
    LineUnit unit = unit(lines().set("scan", "adaptive").resolve());
    Counts first = stopped(unit, 700);
    Counts last = new Counts(Integer.MAX_VALUE);
    LineEntry entry = compute(unit, last);
    assertThat(last.known).isEqualTo(first.evaluated);
    LineEntry whole = undisturbed(unit);
    requireSame(entry, whole);
    assertThat(last.known + last.evaluated).isEqualTo(whole.scan().evidence().evaluations());
  }

  private static void requireSame(LineEntry entry, LineEntry whole) {
    assertThat(
            new LineEntry(
                whole.checkpoint(),
                entry.seconds(),
                whole.scan(),
                whole.slopeCheck(),
                whole.curvatureCheck(),
                whole.accuracies()))
        .isEqualTo(entry);
  }

  @Test
  void theTimeOfAllStartsCounts() throws IOException {
    LineUnit unit = unit(plain());
    stopped(unit, 3);
    String text = Files.readString(log(unit)).strip();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    double seconds = Double.parseDouble(last.replaceAll(".*\"seconds\":([0-9.E-]+).*", "$1"));
    assertThat(compute(unit, new Counts(Integer.MAX_VALUE)).seconds()).isGreaterThan(seconds);
    assertThat(seconds).isPositive();
  }

  @Test
  void aLineThatAKillLeftHalfWrittenIsLeftOut() throws IOException {
    LineUnit unit = unit(plain());
    stopped(unit, 3);
    String text = Files.readString(log(unit));
    Files.writeString(log(unit), text.substring(0, text.length() - 20));
    Counts counts = new Counts(Integer.MAX_VALUE);
    requireSame(compute(unit, counts), undisturbed(unit));
    assertThat(counts.known).isEqualTo(2);
  }

  @Test
  void evaluationsOfAnotherProgramOrFromADamagedFileAreNotUsed() throws IOException {
    LineUnit unit = unit(plain());
    LineEntry whole = undisturbed(unit);
    for (String change : List.of("damaged", "incomplete", "another program")) {
      stopped(unit, 3);
      List<String> lines = Files.readAllLines(log(unit));
      if (change.equals("damaged")) {
        Files.writeString(log(unit), "x" + String.join("\n", lines) + "\n");
      } else if (change.equals("incomplete")) {
        Files.write(log(unit), lines.subList(1, lines.size()));
      } else {
        otherProgram(unit);
      }
      Counts counts = new Counts(Integer.MAX_VALUE);
      assertThat(compute(unit, counts)).as(change).satisfies(entry -> requireSame(entry, whole));
      assertThat(counts.known).as(change).isZero();
      unfinished.finished(unit.logName());
    }
  }

  private void otherProgram(LineUnit unit) throws IOException {
    Files.delete(log(unit));
    try (Journal<Object> journal = Journal.open(log(unit), Object.class)) {
      journal.append(Map.of("first", 0, "seconds", 1, "numbers", ""), new Maker("another", "one"));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    LineUnit unit = unit(plain());
    Files.writeString(unfinished.folder(), "a file", StandardOpenOption.CREATE);
    assertThatThrownBy(() -> compute(unit, new Counts(Integer.MAX_VALUE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unfinished");
  }

  @Test
  void aFinishedRunLeavesNothingUnfinished() throws IOException {
    Path out = folder.resolve("out");
    Path left = out.resolve(UnfinishedWork.FOLDER);
    ProbeRun run = new ProbeRun(List.of(zip), DATA, plain(), COMPUTE);
    try (LocalExecutor executor = new LocalExecutor(1)) {
      Counts counts = new Counts(3);
      assertThat(run.run(out, executor, new RunControl<>(counts, counts::stop))).isEmpty();
      Files.createDirectories(left);
      Files.writeString(left.resolve("an-older-line.jsonl"), "");
      assertThat(run.run(out, executor, new RunControl<>(new Counts(9999), () -> false)))
          .isPresent();
    }
    assertThat(left).doesNotExist();
  }
}
