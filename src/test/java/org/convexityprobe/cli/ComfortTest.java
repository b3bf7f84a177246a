package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.RequiredTool;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.result.Comparison;
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

  /** A mistyped folder would otherwise train anew without a word. */
  @Test
  void aTrainingThatHasNothingToContinueSaysSo() {
    Path out = folder.resolve("run");
    String[] train =
        ("train --depth 8 --data synthetic:8 --train-images 16 --test-images 4 --batch-size 8"
                + " --epochs 1 --checkpoint-epochs 1 --milestones 1 --resume --out "
                + out)
            .split(" ", -1);
    String message = "nothing to continue in " + out + "; the training begins at epoch 0";
    Invocation first = Invocation.of(train);
    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.OK);
    assertThat(first.err().lines()).contains(message);
    Invocation second = Invocation.of(train);
    assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.err()).doesNotContain(message);
  }

  @Test
  void bashCompletesCommandsWithTheScript() throws IOException, InterruptedException {
    assertThat(bashCompletes("rep")).contains("report", "reproduce");
  }

  @Test
  void bashCompletesTheValuesOfEachOption() throws IOException, InterruptedException {
    assertThat(bashCompletes("train", "--shortcut", ""))
        .containsExactly("projection", "identity", "none");
    assertThat(bashCompletes("train", "--dense-initialization", ""))
        .containsExactly("kaiming", "small");
    assertThat(bashCompletes("reproduce", "001-figure7")).containsExactly("001-figure7");
  }

  @Test
  void bashCompletesImagesByKindAndByFile() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("synapses"));
    assertThat(bashCompletes("train", "--data", "syn")).containsExactly("synthetic", "synapses");
    assertThat(bashCompletes("probe", "--json", "syn")).containsExactly("synapses");
  }

  private List<String> bashCompletes(String... words) throws IOException, InterruptedException {
    Invocation completion = Invocation.of("completion", "bash");
    assertThat(completion.code()).isEqualTo(ExitCode.OK);
    Path script = folder.resolve("completion.sh");
    Files.writeString(
        script,
        completion.out()
            + """

            COMP_WORDS=(convexity "$@")
            COMP_CWORD=$#
            COMP_LINE="${COMP_WORDS[*]}"
            _complete_convexity 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """);
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(reply).isZero();
    return reply.lines().toList();
  }

  /** Types into an interactive zsh on a terminal of its own, and waits for what appears there. */
  @Test
  void zshCompletesCommandsOptionsAndFolders() throws IOException, InterruptedException {
    RequiredTool.at(Path.of("/usr/bin/zsh"));
    Files.createDirectories(folder.resolve("checkpoints/small"));
    Files.writeString(folder.resolve("completion.zsh"), Invocation.of("completion", "zsh").out());
    Path script = folder.resolve("typing.zsh");
    Files.writeString(
        script,
        """
        zmodload zsh/zpty
        zpty terminal zsh -f -i
        expect() { zpty -r terminal shown "*$1*" && print "seen: $1" }
        zpty -w terminal 'TERM=dumb; unsetopt zle_bracketed_paste; source completion.zsh; print re""ady'
        expect ready
        zpty -w -n terminal $'convexity sur\\t'
        expect 'convexity surface'
        zpty -w -n terminal $' check\\tsm\\t'
        expect 'checkpoints/'
        expect 'small/'
        zpty -w -n terminal $' --batch-n\\trec\\t'
        expect '--batch-norm'
        zpty -d terminal
        """);
    Process zsh =
        new ProcessBuilder("/usr/bin/zsh", "-f", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("seen").toFile())
            .start();
    boolean ended = zsh.waitFor(1, TimeUnit.MINUTES);
    zsh.destroyForcibly();
    String seen = Files.readString(folder.resolve("seen"));
    assertThat(ended).as(seen).isTrue();
    assertThat(seen.lines())
        .contains(
            "seen: convexity surface", "seen: checkpoints/", "seen: small/", "seen: --batch-norm");
  }

  @Test
  void jsonOnStandardOutputIsAllThereIs() {
    Invocation star =
        Invocation.of("nmf", "star", "--out", folder.resolve("star").toString(), "--json", "-");
    assertThat(star.code()).as(star.err()).isEqualTo(ExitCode.OK);
    Map<?, ?> results = Json.parse(star.out(), Map.class);
    assertThat(results.get("leastSecondDifference")).isInstanceOf(Double.class);
  }

  @Test
  void aTableOfLengthsIsPrintedAsJson() throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("network"), 1, 0);
    Path out = folder.resolve("probe");
    Invocation probe =
        Invocation.of(
            "probe",
            "" + zip,
            "--data",
            "synthetic",
            "--images",
            "4",
            "--points",
            "3",
            "--lines",
            "2",
            "--quiet",
            "--json",
            "-",
            "--out",
            "" + out);
    assertThat(probe.code()).as(probe.err()).isEqualTo(ExitCode.OK);
    assertThat(Json.parse(probe.out(), Comparison.class).tables().get(0).cells()).hasSize(1);
  }
}
