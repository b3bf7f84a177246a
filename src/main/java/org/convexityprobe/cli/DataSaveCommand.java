package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.convexityprobe.cli.option.DataOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity data save}. */
@Command(
    name = "save",
    description =
        "Write images to files that --data reads: in the layout of CIFAR-10's binary version, as"
            + " MNIST's IDX files or as a NumPy archive.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity data save --data synthetic --train-images 5000 --to shapes",
      "  convexity data describe --data custom:shapes",
      "  convexity data save --data idx:fashion-mnist --train-images 1000 --to small.npz"
    })
final class DataSaveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PLACE",
      description =
          "Where to write: custom:DIR or DIR (CIFAR-10's layout), idx:DIR, npz:FILE or FILE.npz. A"
              + " folder must be new or empty; a file must not exist.")
  private String to;

  @Override
  public Integer call() throws IOException {
    ImageLocation target = ImageLocation.toWrite(to);
    requireNew(Path.of(target.place()));
    ImageDataset dataset = data.resolve().load();
    target.source().write(dataset, target.place());
    spec.commandLine()
        .getOut()
        .printf(
            "wrote %d training and %d test images to %s; use them with --data %s%n",
            dataset.train().count(), dataset.test().count(), target.place(), target);
    return ExitCode.OK;
  }

  private static void requireNew(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    if (!Files.isDirectory(place)) {
      throw new IOException("%s is there already; give --to a new name".formatted(place));
    }
    try (Stream<Path> files = Files.list(place)) {
      if (files.findAny().isPresent()) {
        throw new IOException("%s is not empty; give --to a new folder".formatted(place));
      }
    }
  }
}
