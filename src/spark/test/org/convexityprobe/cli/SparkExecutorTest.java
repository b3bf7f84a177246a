package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.work.Cluster;
import org.convexityprobe.experiment.work.FailedUnitsException;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.network.NotFiniteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of units that fail on {@code local[1]}, in a process of its own. */
class SparkExecutorTest {
  @TempDir private Path folder;

  /** What a unit gives. */
  record Entry(int number) {}

  /** A unit of some group that gives its number, or fails. */
  record TestUnit(int group, int number, String failure) implements WorkUnit<Entry, String> {
    @Override
    public String describe() {
      return "unit %d of group %d".formatted(number, group);
    }

    @Override
    public Entry compute(UnitContext context, RunControl<String> control) throws IOException {
      switch (failure) {
        case "memory" -> throw new OutOfMemoryError("Java heap space");
        case "memory of a worker" ->
            throw new IllegalStateException("a worker failed", new OutOfMemoryError("native"));
        case "file" -> throw new IOException("no disk");
        case "not finite" -> throw new NotFiniteException("NaN");
        default -> {
          return new Entry(number);
        }
      }
    }

    @Override
    public String silent() {
      return "";
    }
  }

  /** Computes one unit for each argument, two to a group, and prints what becomes of them. */
  static final class Units {
    private Units() {}

    public static void main(String[] failures) throws IOException {
      List<TestUnit> units = new ArrayList<>();
      for (String failure : failures) {
        units.add(new TestUnit(units.size() / 2, units.size(), failure));
      }
      List<Integer> failed = new ArrayList<>();
      try (UnitExecutor executor = new Cluster("local[1]", 1).connect(notice -> {})) {
        executor.execute(
            units,
            new RunControl<>("", () -> false),
            new UnitExecutor.Receiver<TestUnit, Entry>() {
              @Override
              public void accept(TestUnit unit, Entry entry, Maker maker) {
                System.out.println("done: " + entry.number());
              }

              @Override
              public void notFinite(TestUnit unit, NotFiniteException failure) {
                System.out.println("not finite: " + unit.number());
                failed.add(unit.group());
              }

              @Override
              public boolean wants(TestUnit unit) {
                return !failed.contains(unit.group());
              }
            });
      } catch (FailedUnitsException e) {
        System.out.println("failed: " + e.getMessage());
        System.out.println("cause: " + e.getCause());
      }
    }
  }

  private String run(String... failures) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(SparkProcesses.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Units.class.getName()));
    command.addAll(List.of(failures));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(ExitCode.OK);
    return Files.readString(output);
  }

  @Test
  void aLackOfMemoryIsAFailedUnitThatLeavesTheOthers() throws Exception {
    assertThat(run("memory", "", "memory of a worker", ""))
        .contains("done: 1", "done: 3", "2 units of work failed twice")
        .containsPattern("unit 0 of group 0 on .*: too little memory: Java heap space")
        .containsPattern("unit 2 of group 1 on .*: too little memory: native")
        .contains("cause: java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void aUnitThatFailsTwiceIsNamedInFewWords() throws Exception {
    assertThat(run("file", ""))
        .contains("done: 1", "1 units of work failed twice", "cause: null")
        .containsPattern("unit 0 of group 0 on .*: no disk")
        .doesNotContain("TestUnit");
  }

  @Test
  void theRestOfAGroupThatIsNotFiniteIsLeftOut() throws Exception {
    assertThat(run("not finite", "", "file", "not finite", "", ""))
        .contains("not finite: 0", "not finite: 3", "done: 4", "done: 5")
        .doesNotContain("done: 1", "failed: ");
  }
}
