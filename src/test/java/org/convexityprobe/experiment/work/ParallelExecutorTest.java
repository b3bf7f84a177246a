package org.convexityprobe.experiment.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.convexityprobe.cli.UntrainedNetworks;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.network.Way;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units of work that one process computes side by side. */
class ParallelExecutorTest {
  private static final DataConfig DATA = new DataConfig("synthetic", 20, 8, null, 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"AUTO,", "TORCH, 'cpu,cpu'"})
  void linesAreTheSameWhereUnitsAreComputedSideBySide(Way way, String devices) throws IOException {
    Assumptions.assumeTrue(
        way != Way.TORCH || LibTorch.lacking().isEmpty(), () -> LibTorch.lacking().orElse(""));
    List<Path> zips = List.of(UntrainedNetworks.write(folder.resolve("networks"), 1, 0));
    ProbeConfig probe = UnitExecutorTest.probe(4);
    ComputeConfig one = new ComputeConfig(way, 1, devices == null ? null : "cpu", null);
    ComputeConfig both = new ComputeConfig(way, 1, devices, null);
    List<ProbeResults> results = new ArrayList<>();
    try (UnitExecutor here = new LocalExecutor(1);
        UnitExecutor sideBySide = new ParallelExecutor(2, 1)) {
      for (UnitExecutor executor : List.of(here, sideBySide)) {
        results.add(
            new ProbeRun(zips, DATA, probe, executor == here ? one : both)
                .run(
                    folder.resolve(executor.getClass().getSimpleName()),
                    executor,
                    new RunControl<>(new ProbeListener() {}, () -> false))
                .orElseThrow());
      }
    }
    assertThat(results.get(1).checkpoints()).isEqualTo(results.get(0).checkpoints());
  }

  /** A unit that notes where it was computed, waits for others, and may fail. */
  private record Meeting(int number, String failure, CyclicBarrier others)
      implements WorkUnit<Integer, Object> {
    @Override
    public Integer compute(UnitContext context, RunControl<Object> control) throws IOException {
      try {
        others.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
      if (failure != null) {
        throw new IOException(failure);
      }
      while (number < 0) {
        control.check(); // until the run ends
      }
      return context.place();
    }

    @Override
    public Object silent() {
      return "";
    }

    @Override
    public String describe() {
      return "unit " + number;
    }
  }

  @Test
  void unitsSideBySideAreComputedAtTheSameTimeAtDifferentPlaces() throws IOException {
    CyclicBarrier both = new CyclicBarrier(2);
    Set<Integer> places = new TreeSet<>();
    try (UnitExecutor executor = new ParallelExecutor(2, 1)) {
      executor.execute(
          List.of(new Meeting(1, null, both), new Meeting(2, null, both)),
          new RunControl<>(new Object(), () -> false),
          (unit, place, maker) -> places.add(place));
    }
    assertThat(places).containsExactly(0, 1);
  }

  @Test
  void aUnitThatFailsEndsThoseBesideIt() throws IOException {
    CyclicBarrier both = new CyclicBarrier(2);
    try (UnitExecutor executor = new ParallelExecutor(2, 1)) {
      assertThatThrownBy(
              () ->
                  executor.execute(
                      List.of(new Meeting(1, "no such file", both), new Meeting(-1, null, both)),
                      new RunControl<>(new Object(), () -> false),
                      (unit, place, maker) -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("no such file");
    }
  }

  /**
   * A unit that gives its number, is not finite where that is negative, and waits where it is 0.
   */
  private record Numbered(int number, CountDownLatch gate) implements WorkUnit<Integer, Object> {
    @Override
    public Integer compute(UnitContext context, RunControl<Object> control) {
      if (number < 0) {
        throw new NotFiniteException("number " + number);
      }
      try {
        if (number == 0 && !gate.await(10, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody asked which units are still wanted");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return number;
    }

    @Override
    public Object silent() {
      return "";
    }

    @Override
    public String describe() {
      return "unit " + number;
    }
  }

  @Test
  void unitsThatAreNoLongerWantedAreLeftOut() throws IOException {
    int last = 200;
    CountDownLatch gate = new CountDownLatch(1);
    List<Numbered> units = new ArrayList<>();
    for (int number = -1; number <= last; number++) {
      units.add(new Numbered(number, gate));
    }
    List<Integer> computed = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    try (UnitExecutor executor = new ParallelExecutor(1, 1)) {
      executor.execute(
          units,
          new RunControl<>(new Object(), () -> false),
          new UnitExecutor.Receiver<Numbered, Integer>() {
            @Override
            public void accept(Numbered unit, Integer entry, Maker maker) {
              computed.add(entry);
            }

            @Override
            public void notFinite(Numbered unit, NotFiniteException failure) {
              failed.add(unit.number());
            }

            @Override
            public boolean wants(Numbered unit) {
              if (unit.number() == last) {
                gate.countDown(); // All odd ones before it were asked for.
              }
              return unit.number() % 2 == 0; // as after a failure of the odd ones' network
            }
          });
    }
    assertThat(failed).containsExactly(-1);
    assertThat(computed)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, last / 2).mapToObj(i -> 2 * i).toList());
  }
}
