package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.resnet.CheckpointFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run does not go on, nor is it said to be finished, where its files hold something else. */
class ChangedInputsTest {
  private static final Normalization OTHER = Normalization.IMAGENET;

  @TempDir private Path folder;
  private Path images;
  private Path out;

  @BeforeEach
  void choosePlaces() throws IOException {
    out = folder.resolve("out");
    images = folder.resolve("images");
    write(1);
  }

  private void write(long seed) throws IOException {
    Cifar10.write(SyntheticImages.dataset(40, 10, seed), images);
  }

  /** Writes a network whose training images are not known. */
  private Path network(int epoch) throws IOException {
    Path zip = UntrainedNetworks.write(folder.resolve("networks"), 1, epoch);
    UntrainedNetworks.describe(zip, Normalization.CIFAR10, null);
    return zip;
  }

  private Invocation run(String command, List<Path> networks, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    networks.forEach(network -> arguments.add(network.toString()));
    arguments.addAll(List.of("--data", "custom:" + images, "--quiet", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private Invocation probe(Path network) {
    return run("probe", List.of(network), "--images", "4", "--points", "5", "--lines", "1");
  }

  private static void goesOn(Invocation invocation) {
    assertThat(invocation.code()).as(invocation.err()).isEqualTo(ExitCode.OK);
  }

  private static void refused(Invocation invocation, Path file) {
    assertThat(invocation.code()).isEqualTo(ExitCode.FILE);
    assertThat(invocation.err())
        .contains("choose another folder, or put these files back as they were:")
        .contains(file + ": ")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe --lines 1", "path", "surface"})
  void anotherDescriptionOfACheckpointIsRefused(String command) throws IOException {
    List<Path> networks = List.of(network(0), network(1));
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    String name = words.remove(0);
    words.addAll(List.of("--images", "4", "--points", "5"));
    String[] options = words.toArray(String[]::new);
    goesOn(run(name, networks, options));
    goesOn(run(name, networks, options));
    for (Path network : networks) {
      UntrainedNetworks.describe(network, OTHER, null);
    }
    refused(run(name, networks, options), CheckpointFiles.description(networks.get(1)));
  }

  /** Two trainings by one command give the same network in other times. */
  @Test
  void timesAndVersionsInADescriptionChangeNothing() throws IOException {
    Path network = network(0);
    goesOn(probe(network));
    Path description = CheckpointFiles.description(network);
    String text = Files.readString(description);
    String changed =
        text.replace("\"versions\" : { }", "\"versions\" : { \"onednn\" : \"another\" }");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(description, changed);
    goesOn(probe(network));
  }

  @Test
  void otherImagesInTheSamePlaceAreRefused() throws IOException {
    Path network = network(0);
    goesOn(probe(network));
    write(2);
    refused(probe(network), images);
    write(1);
    goesOn(probe(network));
  }

  @Test
  void aTrainingDoesNotGoOnWithOtherImages() throws IOException {
    String[] options = {
      "--depth",
      "8",
      "--epochs",
      "1",
      "--checkpoint-epochs",
      "1",
      "--milestones",
      "1",
      "--batch-size",
      "20",
      "--resume"
    };
    goesOn(run("train", List.of(), options));
    goesOn(run("train", List.of(), options));
    write(2);
    refused(run("train", List.of(), options), images);
  }
}
