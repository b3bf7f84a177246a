package org.convexityprobe.experiment.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.data.ImageLocation;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.DirectionConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.PathConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.probe.HashedFile;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.probe.PathRun;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceListener;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.experiment.table.TableListener;
import org.convexityprobe.experiment.table.TableRun;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.Way;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.CheckpointNetwork;
import org.convexityprobe.resnet.training.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results do not depend on who computes units of work, nor on the order in which they come back.
 */
class UnitExecutorTest {
  private static final ComputeConfig COMPUTE = new ComputeConfig(Way.AUTO, 1);
  private static final DataConfig DATA = new DataConfig("synthetic", 20, 8, null, 1);

  @TempDir private Path folder;
  private List<Path> zips;

  @BeforeEach
  void writeCheckpoints() throws IOException {
    zips = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      zips.add(UntrainedNetworks.write(folder.resolve("networks"), 1, epoch));
    }
  }

  /** What a kind of run does in a folder. */
  @FunctionalInterface
  private interface Run {
    void into(Path folder, UnitExecutor executor) throws IOException;
  }

  /** Requires that a file is the same after a run in order and after one in reversed order. */
  private void requireSameFile(String file, int units, Run run) throws IOException {
    requireSameFile(file, units, new ReversingExecutor(), run);
  }

  private void requireSameFile(String file, int units, ReversingExecutor other, Run run)
      throws IOException {
    Path there = folder.resolve("elsewhere");
    try (UnitExecutor here = new LocalExecutor();
        ReversingExecutor elsewhere = other) {
      run.into(folder.resolve("here"), here);
      run.into(there, elsewhere);
      assertThat(elsewhere.computed()).isEqualTo(units);
      // All is done: nothing is computed again, and the same file is written from the journal.
      run.into(there, elsewhere);
      assertThat(elsewhere.computed()).isEqualTo(units);
    }
    assertThat(there.resolve(file)).hasSameTextualContentAs(folder.resolve("here").resolve(file));
  }

  @Test
  void linesMayComeBackInAnyOrder() throws IOException {
    ProbeConfig probe = probe(3);
    requireSameFile(
        "results.json",
        9,
        (out, executor) ->
            new ProbeRun(zips, DATA, probe, COMPUTE)
                .run(out, executor, new RunControl<>(new ProbeListener() {}, () -> false)));
  }

  @Test
  void linesOfAllCheckpointsAreHandedOutTogetherAndOneThatIsNotFiniteLeavesTheOthers()
      throws IOException {
    spoil(zips.get(1));
    ProbeConfig probe = probe(3);
    List<String> failed = new ArrayList<>();
    ProbeListener listener =
        new ProbeListener() {
          @Override
          public void checkpointFailed(String name, Exception failure) {
            assertThat(failure).isInstanceOf(NotFiniteException.class);
            failed.add(name);
          }
        };
    List<ProbeResults> results = new ArrayList<>();
    try (UnitExecutor here = new LocalExecutor();
        ReversingExecutor elsewhere = new ReversingExecutor()) {
      for (UnitExecutor executor : List.of(here, elsewhere)) {
        Path out = folder.resolve(executor.getClass().getSimpleName());
        results.add(
            new ProbeRun(zips, DATA, probe, COMPUTE)
                .run(out, executor, new RunControl<>(listener, () -> false))
                .orElseThrow());
        assertThat(Files.readAllLines(out.resolve("journal.jsonl"))).hasSize(6);
      }
      assertThat(elsewhere.together()).isEqualTo(9);
    }
    assertThat(failed).containsExactly(zips.get(1).toString(), zips.get(1).toString());
    for (ProbeResults result : results) {
      assertThat(result.checkpoints().stream().map(CheckpointResult::name))
          .containsExactly(zips.get(0).toString(), zips.get(2).toString());
    }
  }

  /** Makes the loss of a checkpoint overflow, though its numbers are finite. */
  private static void spoil(Path zip) throws IOException {
    CheckpointNetwork network = CheckpointFiles.read(zip);
    Checkpoint description = network.description();
    network.graph().params().muli(1e20f);
    CheckpointFiles.write(zip, network.graph(), description);
  }

  @Test
  void filesOfLinesMayBeElsewhere() throws IOException {
    ProbeConfig probe = probe(1);
    Path saved = folder.resolve("saved");
    new ProbeRun(zips, DATA, probe, COMPUTE, new DirectionConfig(null, true))
        .run(saved, new LocalExecutor(), new RunControl<>(new ProbeListener() {}, () -> false));
    Path direction;
    try (Stream<Path> all = Files.walk(saved)) {
      direction =
          all.filter(file -> file.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    DataConfig images = imagesInFiles();
    requireSameFile(
        "results.json",
        2,
        new ReversingExecutor(folder.resolve("copies")),
        (out, executor) ->
            new ProbeRun(
                    List.of(zips.get(0), zips.get(2)),
                    images,
                    probe,
                    COMPUTE,
                    new DirectionConfig(direction, false))
                .run(out, executor, new RunControl<>(new ProbeListener() {}, () -> false)));
  }

  @Test
  void filesOfRowsMayBeElsewhere() throws IOException {
    LossConfig loss = new LossConfig(8, 8, BatchNormMode.RUNNING, 1);
    SurfaceConfig surface = surface(3, true);
    DataConfig images = imagesInFiles();
    requireSameFile(
        "surfaces.json",
        3,
        new ReversingExecutor(folder.resolve("copies")),
        (out, executor) ->
            new SurfaceRun(zips, images, loss, surface, COMPUTE)
                .run(out, executor, new RunControl<>(new SurfaceListener() {}, () -> false)));
  }

  /** Returns lines of 5 points over 8 images. */
  static ProbeConfig probe(int lines) {
    return Configuration.of(ProbeConfig.class, ProbeConfig.DEFAULT)
        .set("lines", lines)
        .set("points", 5)
        .set("images", 8)
        .resolve();
  }

  private static SurfaceConfig surface(int rows, boolean trajectory) {
    return Configuration.of(SurfaceConfig.class, SurfaceConfig.DEFAULT)
        .set("x.points", 3)
        .set("y.points", rows)
        .set("trajectory", trajectory)
        .resolve();
  }

  /** Writes images to a folder, and says in the checkpoints that these are their images. */
  private DataConfig imagesInFiles() throws IOException {
    Path images = folder.resolve("images");
    ImageLocation.toWrite("custom:" + images).source().write(DATA.load(), images.toString());
    for (Path zip : zips) {
      Path description = CheckpointFiles.description(zip);
      String text = Files.readString(description);
      assertThat(text).contains("\"synthetic\"");
      Files.writeString(description, text.replace("\"synthetic\"", "\"custom\""));
    }
    return new DataConfig("custom:" + images, null, null, null, 1);
  }

  @Test
  void segmentsMayComeBackInAnyOrder() throws IOException {
    LossConfig loss = new LossConfig(8, 4, BatchNormMode.RECALIBRATED, 1);
    requireSameFile(
        "paths.json",
        2,
        (out, executor) ->
            new PathRun(zips, DATA, loss, new PathConfig(5, 4, 0.95), COMPUTE)
                .run(out, executor, new RunControl<>(new ProbeListener() {}, () -> false)));
  }

  /** Recalibrated statistics of a network with finite numbers may overflow. */
  @Test
  void aSegmentWhoseStartIsNotFiniteLeavesTheOthers() throws IOException {
    spoil(zips.get(0));
    LossConfig loss = new LossConfig(8, 4, BatchNormMode.RECALIBRATED, 1);
    List<String> failed = new ArrayList<>();
    ProbeListener listener =
        new ProbeListener() {
          @Override
          public void checkpointFailed(String name, Exception failure) {
            assertThat(failure).isInstanceOf(NotFiniteException.class);
            failed.add(name);
          }
        };
    try (UnitExecutor here = new LocalExecutor();
        UnitExecutor elsewhere = new ReversingExecutor();
        UnitExecutor sideBySide = new ParallelExecutor(2, 1)) {
      for (UnitExecutor executor : List.of(here, elsewhere, sideBySide)) {
        PathResults results =
            new PathRun(zips, DATA, loss, new PathConfig(5, 4, 0.95), COMPUTE)
                .run(
                    folder.resolve(executor.getClass().getSimpleName()),
                    executor,
                    new RunControl<>(listener, () -> false))
                .orElseThrow();
        assertThat(results.paths())
            .singleElement()
            .satisfies(path -> assertThat(path.name()).isEqualTo(zips.get(1).toString()));
      }
    }
    assertThat(failed).hasSize(3).containsOnly(zips.get(0).toString());
  }

  /** What is told as evaluated ends at what was planned and how the plan grew. */
  @Test
  void theProgressOfSegmentsAddsUp() throws IOException {
    LossConfig loss = new LossConfig(8, 8, BatchNormMode.RUNNING, 1);
    try (UnitExecutor here = new LocalExecutor();
        UnitExecutor sideBySide = new ParallelExecutor(2, 1)) {
      for (UnitExecutor executor : List.of(here, sideBySide)) {
        long[] sums = new long[2];
        ProbeListener listener =
            new ProbeListener() {
              @Override
              public void planned(long evaluations, long done) {
                sums[0] += evaluations;
              }

              @Override
              public void evaluated(String checkpoint, int line, int evaluations, int more) {
                sums[0] += more;
                sums[1] += evaluations;
              }
            };
        new PathRun(zips, DATA, loss, new PathConfig(5, 4, 0.95), COMPUTE)
            .run(
                folder.resolve("progress-" + executor.getClass().getSimpleName()),
                executor,
                new RunControl<>(listener, () -> false));
        assertThat(sums[1]).isPositive().isEqualTo(sums[0]);
      }
    }
  }

  @Test
  void rowsMayComeBackInAnyOrder() throws IOException {
    LossConfig loss = new LossConfig(8, 8, BatchNormMode.RUNNING, 1);
    SurfaceConfig surface = surface(4, false);
    requireSameFile(
        "surfaces.json",
        12,
        (out, executor) ->
            new SurfaceRun(zips, DATA, loss, surface, COMPUTE)
                .run(out, executor, new RunControl<>(new SurfaceListener() {}, () -> false)));
  }

  @Test
  void rowsOverATrajectoryMayComeBackInAnyOrder() throws IOException {
    LossConfig loss = new LossConfig(8, 8, BatchNormMode.RUNNING, 1);
    SurfaceConfig surface = surface(3, true);
    requireSameFile(
        "surfaces.json",
        3,
        (out, executor) ->
            new SurfaceRun(zips, DATA, loss, surface, COMPUTE)
                .run(out, executor, new RunControl<>(new SurfaceListener() {}, () -> false)));
  }

  /** Two networks, each with two checkpoints of one line. */
  private static TableConfig table() throws IOException {
    return Configuration.of(TableConfig.class, TableConfig.defaults())
        .overlayYaml(
            """
            depths: [8]
            data: {source: synthetic, trainImages: 20, testImages: 8}
            training: {seeds: [1, 2], epochs: 1, batchSize: 10, checkpointEpochs: [0, 1]}
            probe: {lines: 1, points: 5, images: 8}
            compute: {threads: 1}
            """)
        .resolve();
  }

  /** Hears nothing. */
  private static final class SilentTable implements TableListener {
    @Override
    public TrainingListener training(TableNetwork network) {
      return new TrainingListener() {};
    }

    @Override
    public ProbeListener probing(TableNetwork network) {
      return new ProbeListener() {};
    }
  }

  @Test
  void networksOfATableMayComeBackInAnyOrder() throws IOException {
    List<Path> tables = new ArrayList<>();
    try (UnitExecutor here = new LocalExecutor();
        ReversingExecutor elsewhere = new ReversingExecutor()) {
      for (UnitExecutor executor : List.of(here, elsewhere)) {
        Path out = folder.resolve(executor.getClass().getSimpleName());
        new TableRun(table(), out.resolve("checkpoints"), out.resolve("table"))
            .run(executor, new RunControl<>(new SilentTable(), () -> false));
        tables.add(out.resolve("table/tables/lengths.md"));
      }
      assertThat(elsewhere.computed()).as("two networks, a line at two epochs").isEqualTo(2 + 4);
    }
    assertThat(tables.get(1)).hasSameTextualContentAs(tables.get(0));
  }

  /** Fails units as a cluster does: after all others. */
  private record FailingExecutor(UnitExecutor others, Predicate<String> fails)
      implements UnitExecutor {
    @Override
    public UnitContext context() {
      return others.context();
    }

    @Override
    public <E, L, U extends WorkUnit<E, L>> void execute(
        List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
        throws IOException {
      Map<Boolean, List<U>> parts =
          units.stream().collect(Collectors.partitioningBy(unit -> fails.test(unit.describe())));
      others.execute(parts.get(false), control, receiver);
      if (!parts.get(true).isEmpty()) {
        throw new FailedUnitsException(
            parts.get(true).stream().map(WorkUnit::describe).toList(), null);
      }
    }

    @Override
    public void close() {
      others.close();
    }
  }

  @Test
  void unitsThatFailLeaveTheOtherNetworksOfATable() throws IOException {
    Path networks = folder.resolve("checkpoints");
    Path out = folder.resolve("table");
    TableRun run = new TableRun(table(), networks, out);
    RunControl<TableListener> control = new RunControl<>(new SilentTable(), () -> false);
    String line = "line 0 of " + networks.resolve("resnet8-k1-seed1/epoch-001.zip");
    try (UnitExecutor executor = new FailingExecutor(new LocalExecutor(), line::equals)) {
      assertThatThrownBy(() -> run.run(executor, control))
          .isInstanceOf(FailedUnitsException.class)
          .hasMessageStartingWith("1 units of work failed twice")
          .hasMessageContaining(line);
      assertThat(out.resolve("resnet8-k1-seed2/results.json")).exists();
    }
    try (UnitExecutor executor = new LocalExecutor()) {
      assertThat(run.run(executor, control).orElseThrow().checkpoints()).hasSize(4);
    }
  }

  @Test
  void aCheckpointThatChangedIsRefused() throws IOException {
    Files.writeString(zips.get(0), "changed");
    assertThatThrownBy(() -> new UnitContext(1).get(new ChangedFile(zips.get(0).toString())))
        .hasMessageContaining("SHA-256");
  }

  /** A checkpoint under the name and SHA-256 that a unit has of it. */
  private record ChangedFile(String path) implements Resource<Object> {
    @Override
    public Object open(UnitContext context) throws IOException {
      return context.get(HashedFile.of(Map.of(path, "0".repeat(64))).get(0).network());
    }
  }

  @Test
  void aContextClosesWhatAnotherOfItsKindReplaces() throws IOException {
    List<String> closed = new ArrayList<>();
    try (UnitContext context = new UnitContext(1)) {
      AutoCloseable first = context.get(new Closing("first", closed));
      assertThat(context.get(new Closing("first", closed))).isSameAs(first);
      context.get(new Closing("second", closed));
      assertThat(closed).containsExactly("first");
    }
    assertThat(closed).containsExactly("first", "second");
  }

  private record Closing(String name, List<String> closed) implements Resource<AutoCloseable> {
    @Override
    public AutoCloseable open(UnitContext context) {
      return () -> closed.add(name);
    }
  }
}
