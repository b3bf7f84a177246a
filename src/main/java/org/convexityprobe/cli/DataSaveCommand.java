package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.ImageDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity data save}. */
@Command(
    name = "save",
    description = "Write images to files in the layout of CIFAR-10's binary version.",
    footerHeading = "%nExample:%n",
    footer = {
      "  convexity data save --data synthetic --train-images 5000 --to shapes",
      "  convexity data describe --data custom:shapes"
    })
final class DataSaveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder that receives the files; new or empty.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    requireEmpty();
    ImageDataset dataset = data.resolve().load();
    Cifar10.write(dataset, folder);
    spec.commandLine()
        .getOut()
        .printf(
            "wrote %d training and %d test images to %s; use them with --data custom:%s%n",
            dataset.train().count(), dataset.test().count(), folder, folder);
    return ExitCode.OK;
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException("%s is not empty; give --to a new folder".formatted(folder));
      }
    }
  }
}
