package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.RequiredTool;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user at a terminal sees, on one that {@code script} makes. */
class TerminalTest {
  private static final int CTRL_C = 3;

  @TempDir private Path folder;

  @Test
  void afterCtrlCTheLastLineSaysHowToGoOn() throws IOException, InterruptedException {
    RequiredTool.at(Path.of("/usr/bin/script"));
    Path run = folder.resolve("run");
    Path seen = folder.resolve("seen");
    Process script = start(run, seen);
    while (script.isAlive() && !Files.exists(run.resolve("state.zip"))) {
      Thread.sleep(5);
    }
    script.getOutputStream().write(CTRL_C);
    script.getOutputStream().flush();
    boolean ended = script.waitFor(2, TimeUnit.MINUTES);
    script.destroyForcibly();
    String shown = Files.readString(seen);
    assertThat(ended).as(shown).isTrue();
    assertThat(script.exitValue()).as(shown).isEqualTo(ExitCode.INTERRUPTED);
    List<String> lines = shown.lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines.get(lines.size() - 1))
        .as(shown)
        .isEqualTo("stopped; continue with the same command and --resume");
  }

  /** SIGINT is ignored below a background job, unless it is told not to be. */
  private Process start(Path run, Path seen) throws IOException {
    Path command = folder.resolve("command.sh");
    Files.writeString(
        command,
        """
        export TERM=xterm
        exec env --default-signal=INT '%s' -Xmx1g -XX:TieredStopAtLevel=1 -cp '%s' %s \\
          train --depth 8 --data synthetic:8 --train-images 200 --test-images 10 --batch-size 20 \\
          --epochs 1000 --state-interval 0 --out '%s'
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Convexity.class.getName(),
                run),
        StandardCharsets.UTF_8);
    return new ProcessBuilder("/usr/bin/script", "-qefc", "sh '" + command + "'", "/dev/null")
        .redirectErrorStream(true)
        .redirectOutput(seen.toFile())
        .start();
  }
}
