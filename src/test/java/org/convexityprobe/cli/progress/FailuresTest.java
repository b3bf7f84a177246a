package org.convexityprobe.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.util.List;
import org.convexityprobe.cli.Convexity;
import org.convexityprobe.experiment.work.FailedUnitsException;
import org.convexityprobe.network.NotFiniteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Each kind of failure has its exit code, and names what helps. */
class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "Java heap space, CONVEXITY_HEAP",
    "GC overhead limit exceeded, CONVEXITY_HEAP",
    "Requested array size exceeds VM limit, CONVEXITY_HEAP",
    "'Failed to allocate memory within limits: totalBytes (6G) > maxBytes (6G)', CONVEXITY_MEMORY",
    "training on batches of 128 images needs 900 MiB of native memory, CONVEXITY_MEMORY"
  })
  void aLackOfMemoryNamesTheLimitThatIsReached(String reason, String variable) {
    OutOfMemoryError error = new OutOfMemoryError(reason);
    for (Throwable failure :
        new Throwable[] {
          error, new IllegalStateException("a worker failed", error), new IOException(error)
        }) {
      StringWriter err = new StringWriter();
      assertThat(report(failure, err)).isEqualTo(ExitCode.MEMORY);
      assertThat(err.toString()).contains(reason, variable).doesNotContain("\tat ");
      assertThat(err.toString().lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"file, 3", "number, 4", "usage, 2", "cluster, 6"})
  void damagedFilesNumbersAndUsageAreTold(String kind, int code) {
    Exception failure =
        switch (kind) {
          case "file" -> new IOException("f.zip is damaged");
          case "number" -> new NotFiniteException("f.zip: conv1.weight holds NaN");
          case "cluster" -> new FailedUnitsException(List.of("line 3 on node7: no disk"), null);
          default -> new IllegalArgumentException("points is 2");
        };
    StringWriter err = new StringWriter();
    assertThat(report(failure, err)).isEqualTo(code);
    assertThat(err.toString()).isEqualTo("convexity: " + failure.getMessage() + "\n");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void aLackOfMemoryOnAClusterNamesTheUnitsAndTheLimit() {
    StringWriter err = new StringWriter();
    OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
    FailedUnitsException part =
        new FailedUnitsException(List.of("line 3 on node7: too little memory"), memory);
    FailedUnitsException other =
        new FailedUnitsException(List.of("line 4 on node8: no disk"), null);
    assertThat(report(FailedUnitsException.of(List.of(other, part)), err))
        .isEqualTo(ExitCode.MEMORY);
    assertThat(err.toString())
        .contains("2 units", "line 3 on node7", "line 4 on node8", "CONVEXITY_HEAP");
  }

  private static int report(Throwable failure, StringWriter err) {
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commandLine.setErr(new PrintWriter(err, true));
    return Failures.report(failure, commandLine);
  }

  @Test
  void reasonsOfFilesAreInTheUsersTerms() {
    StringWriter err = new StringWriter();
    assertThat(report(new UncheckedIOException(new FileSystemLoopException("a/b")), err))
        .isEqualTo(ExitCode.FILE);
    assertThat(report(new FileAlreadyExistsException("a.txt"), err)).isEqualTo(ExitCode.FILE);
    assertThat(err.toString())
        .contains(
            "convexity: a/b: a link in it leads", "convexity: a.txt: a file with this name exists")
        .doesNotContain("java.", "null");
  }

  /** A file may name its tensors as it likes. */
  @Test
  void namesOfAFileMoveNoCursorAndFillNoTerminal() {
    StringWriter err = new StringWriter();
    report(new IOException("f: '\u001b[2J\r' and 'b'\n  c" + "x".repeat(1 << 20)), err);
    assertThat(err.toString())
        .startsWith("convexity: f: '?[2J?' and 'b'\n  cxx")
        .hasSizeLessThan(25_000);
  }
}
