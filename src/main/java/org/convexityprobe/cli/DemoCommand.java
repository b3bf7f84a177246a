package org.convexityprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.network.TableCommand;
import org.convexityprobe.cli.nmf.DemoNmfCommand;
import org.convexityprobe.cli.option.ComputeOptions;
import org.convexityprobe.cli.progress.ProgramName;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.table.TableRun;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.UnitExecutor;
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
          lines around each. On two cores it takes about two and a half minutes.
          """
              .formatted(
                  config.depths(),
                  config.widths(),
                  config.training().recipe().epochs(),
                  config.data().trainImages(),
                  config.training().recipe().checkpointEpochs(),
                  config.probe().lines()));
    }
    try (UnitExecutor executor = new LocalExecutor()) {
      return TableCommand.run(
          new TableRun(config, out.resolve("checkpoints"), out.resolve("table")),
          executor,
          compute.quiet(),
          (grid, comparison, folder) -> explain(grid, comparison.tables().get(0), folder),
          spec);
    }
  }

  private static String embedded() throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream(CONFIGURATION)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void explain(TableConfig config, Comparison.Table table, Path folder) {
    PrintWriter print = spec.commandLine().getOut();
    print.println();
    print.println(config.title());
    print.println();
    print.print(table.lengths().renderLengths());
    print.println(
        """

        L is the length on which the loss is convex around a network's weights, along a random line
        of length 1; L = 1 is the whole line. ± is one standard error over %d lines.
        """
            .formatted(config.probe().lines()));
    finding(table.differences()).ifPresent(print::println);
    print.println(
        """

        figure     %s
        next
          %3$s report %2$s
          %3$s data fetch cifar10
          %3$s table --config configs/quick/table2.yaml\
        """
            .formatted(folder.resolve("figures/lengths.png"), folder, ProgramName.get()));
    print.flush();
  }

  /**
   * Says in one sentence how training changed L of the narrowest network and how the widest one
   * differs from it before training.
   */
  static Optional<String> finding(List<LengthDifference> differences) {
    Optional<String> training =
        differences.stream()
            .filter(each -> each.kind() == LengthDifference.Kind.EPOCHS)
            .min(Comparator.comparingInt(each -> each.from().width()))
            .map(DemoCommand::training);
    Optional<String> width =
        differences.stream()
            .filter(each -> each.kind() == LengthDifference.Kind.WIDTHS)
            .filter(each -> each.from().epoch() == 0)
            .max(Comparator.comparingInt(each -> each.to().width() - each.from().width()))
            .map(DemoCommand::width);
    return training.map(first -> width.map(second -> first + "; " + second).orElse(first) + ".");
  }

  private static String training(LengthDifference found) {
    return "From epoch %d to epoch %d, L of the network with k = %d %s"
        .formatted(
            found.from().epoch(),
            found.to().epoch(),
            found.from().width(),
            told(found.difference(), "rises by", "falls by", "does not change significantly:"));
  }

  private static String width(LengthDifference found) {
    int narrow = found.from().width();
    return "before training, L of k = %d %s"
        .formatted(
            found.to().width(),
            told(
                found.difference(),
                "is above that of k = " + narrow + " by",
                "is below that of k = " + narrow + " by",
                "does not differ from that of k = " + narrow + " significantly:"));
  }

  /**
   * Returns the words for a difference and its size; a difference whose interval contains 0 has no
   * direction.
   */
  private static String told(Difference found, String above, String below, String open) {
    if (found.lower() > 0) {
      return "%s %.2f ± %.2f".formatted(above, found.mean(), found.standardError());
    }
    if (found.upper() < 0) {
      return "%s %.2f ± %.2f".formatted(below, -found.mean(), found.standardError());
    }
    return "%s %+.2f ± %.2f".formatted(open, found.mean(), found.standardError());
  }
}
