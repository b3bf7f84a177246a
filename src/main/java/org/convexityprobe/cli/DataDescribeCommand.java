package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.convexityprobe.cli.option.DataOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.DataConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convexity data describe}. */
@Command(
    name = "describe",
    description = "Check a data set and print its counts, classes and channel statistics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity data describe --data /data/cifar10",
      "  convexity data describe --data synthetic --train-images 5000 --data-seed 7"
    })
final class DataDescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Override
  public Integer call() throws IOException {
    DataConfig config = data.resolve();
    ImageDataset dataset = config.load();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %d classes, %s%n",
        config.identify(), dataset.classNames().size(), dataset.shape().describe());
    out.printf("%-12s %10s %10s%n", "class", "training", "test");
    int[] train = dataset.train().classCounts();
    int[] test = dataset.test().classCounts();
    for (int label = 0; label < train.length; label++) {
      out.printf("%-12s %10d %10d%n", dataset.classNames().get(label), train[label], test[label]);
    }
    out.printf("%-12s %10d %10d%n", "all", dataset.train().count(), dataset.test().count());
    printStatistics(out, "training", dataset.train());
    if (dataset.test().count() > 0) {
      printStatistics(out, "test", dataset.test());
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void printStatistics(PrintWriter out, String split, ImageSet images) {
    Normalization statistics = Normalization.of(images);
    String channels =
        switch (images.shape().channels()) {
          case 1 -> "grey";
          case 3 -> "red green blue";
          default -> "channel by channel";
        };
    out.printf(
        "%s images, %s of pixels in [%s, %s]: mean %s, standard deviation %s%n",
        split,
        channels,
        number(images.low()),
        number(images.high()),
        digits(statistics.mean()),
        digits(statistics.std()));
  }

  /** Returns a number without digits that say nothing. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  private static String digits(List<Double> values) {
    return values.stream()
        .map(value -> String.format(Locale.ROOT, "%.4f", value))
        .collect(Collectors.joining(" "));
  }
}
