package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComfortTest {
  @TempDir private Path folder;

  @Test
  void aMistypedCommandBringsTheOneThatWasMeant() {
    Invocation typo = Invocation.of("trian");
    assertThat(typo.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typo.err()).contains("Did you mean").contains("convexity train");
  }

  @Test
  void aMistypedOptionBringsTheOneThatWasMeant() {
    Invocation typo = Invocation.of("train", "--dept", "8", "--out", "x");
    assertThat(typo.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typo.err()).contains("--depth");
  }

  @Test
  void bashCompletesCommandsWithTheScript() throws IOException, InterruptedException {
    Invocation completion = Invocation.of("completion", "bash");
    assertThat(completion.code()).isEqualTo(ExitCode.OK);
    Path script = folder.resolve("completion.sh");
    Files.writeString(
        script,
        completion.out()
            + """

            COMP_WORDS=(convexity rep)
            COMP_CWORD=1
            COMP_LINE="convexity rep"
            _complete_convexity
            printf '%s\\n' "${COMPREPLY[@]}"
            """);
    Process bash = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
    String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(reply).isZero();
    assertThat(reply.lines()).contains("report", "reproduce");
  }
}
