package org.convexityprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.network.TableCommand;
import org.convexityprobe.cli.nmf.DemoNmfCommand;
import org.convexityprobe.cli.option.ComputeOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.report.LengthDifference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity demo}. */
@Command(
    name = "demo",
    subcommands = DemoNmfCommand.class,
    description =
        "Train and probe three small networks on synthetic images, in a few minutes; 'demo nmf'"
            + " factorises matrices.")
final class DemoCommand implements Callable<Integer> {
  private static final String CONFIGURATION = "demo.yaml";

  @Spec private CommandSpec spec;
  @Mixin private ComputeOptions compute;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/demo",
      description = "Folder of the results; ${DEFAULT-VALUE} by default.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    Configuration<TableConfig> configuration =
        Configuration.of(TableConfig.class, TableConfig.defaults()).overlayYaml(embedded());
    compute.applyTo(configuration);
    TableConfig config = configuration.resolve();
    if (!compute.quiet()) {
      log.println(
          """
          This trains networks of depth %s without skip connections, at widths k = %s, for %d epochs
          on %d synthetic images of 16 × 16 pixels. It keeps them at epochs %s, and scans %d random
          lines around each.
          """
              .formatted(
                  config.depths(),
                  config.widths(),
                  config.training().recipe().epochs(),
                  config.data().trainImages(),
                  config.training().recipe().checkpointEpochs(),
                  config.probe().lines()));
    }
    int code =
        TableCommand.run(
            config,
            out.resolve("checkpoints"),
            out.resolve("table"),
            compute.quiet(),
            new JsonOption(),
            spec);
    if (code == ExitCode.OK && !compute.quiet()) {
      explain(Comparison.of(ProbeResults.read(out.resolve("table"))));
    }
    return code;
  }

  private static String embedded() throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(CONFIGURATION)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void explain(Comparison comparison) {
    PrintWriter log = spec.commandLine().getOut();
    log.println();
    comparison.tables().stream()
        .flatMap(table -> table.differences().stream())
        .filter(difference -> difference.kind() == LengthDifference.Kind.WIDTHS)
        .filter(difference -> difference.to().epoch() == 0)
        .max(Comparator.comparingInt(each -> each.to().width() - each.from().width()))
        .ifPresent(difference -> log.println(finding(difference)));
    log.println(
        """

        What the numbers mean
          A network's weights are moved along a random line of length 1, each filter's direction as
          long as the filter. The convexity length L is how much of that line around the weights the
          loss of the images evaluated is convex on: 1.00 is all of it. ± is one standard error over
          the lines.

        The figure: %s

        What to run next
          convexity data fetch cifar10                               get the papers' images
          convexity table --config configs/quick/table2.yaml         the papers' Table 2, in small
          convexity probe CHECKPOINT... --out DIR                    probe networks of your own
        """
            .formatted(out.resolve("table/figures/lengths.png")));
    log.flush();
  }

  /** Says how the widest network differs from the narrowest before training. */
  static String finding(LengthDifference found) {
    Difference length = found.difference();
    String widths =
        "k = %d less k = %d is %+.2f ± %.2f"
            .formatted(
                found.to().width(), found.from().width(), length.mean(), length.standardError());
    if (length.lower() > 0) {
      return "Before training, the wider network is more convex: " + widths + ".";
    }
    return length.upper() < 0
        ? "Before training, the wider network is less convex: " + widths + "."
        : "Before training, these lines do not tell which network is more convex: " + widths + ".";
  }
}
