package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.convexityprobe.data.Cifar10Download;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.experiment.DataConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity data fetch}. */
@Command(
    name = "fetch",
    description = {
      "Download a data set, check it and unpack it.",
      "A download that breaks off goes on with the same command. Nothing is unpacked before its"
          + " size and SHA-256 have proved right."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity data fetch cifar10",
      "  convexity data fetch cifar10 --to /data/cifar10"
    })
final class DataFetchCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1_000_000;

  /** What can be fetched. */
  enum Name {
    /** CIFAR-10, binary version. */
    CIFAR10
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The data set: cifar10 (170 MB).")
  private Name name;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder that receives it; data/cifar10 by default, where --data looks first.")
  private Path folder = DataConfig.FETCHED;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    ImageDataset dataset;
    switch (name) {
      case CIFAR10 -> {
        long total = Cifar10Download.ARCHIVE.size() / MEGABYTE;
        try (Progress progress =
            new Progress("cifar10", "MB", total, 0, quiet, spec.commandLine().getErr())) {
          dataset = Cifar10Download.fetch(folder, new Megabytes(progress)::downloaded);
        }
      }
      default -> throw new IllegalStateException("no download of " + name);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d training and %d test images in %s, checked%n",
            dataset.name(), dataset.train().count(), dataset.test().count(), folder);
    return ExitCode.OK;
  }

  /** Turns bytes present into steps of whole megabytes. */
  private static final class Megabytes {
    private final Progress progress;
    private long shown;

    Megabytes(Progress progress) {
      this.progress = progress;
    }

    void downloaded(long bytes, long size) {
      long megabytes = bytes / MEGABYTE;
      // After a server that sends everything anew, fewer are present than were shown.
      if (megabytes > shown) {
        progress.step(megabytes - shown);
        shown = megabytes;
      }
    }
  }
}
