package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.ClusterOption;
import org.convexityprobe.cli.option.ComputeOptions;
import org.convexityprobe.cli.option.DataOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.TableProgress;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.table.TableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity table}. */
@Command(
    name = "table",
    description =
        "Train and probe a grid of networks and print their convexity lengths beside the papers'."
            + " Finished work is not repeated.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity table --config configs/quick/table2.yaml --data data/cifar10",
      "  convexity table --config configs/quick/table2.yaml --data data/cifar10 --seeds 1,2,3 \\",
      "      --out runs/table2-seeds",
      "  convexity table --config configs/table2.yaml --data data/cifar10 --out runs/table2-full",
      "  convexity table --config configs/table2.yaml --data /shared/cifar10 \\",
      "      --cluster spark://HOST:7077 --out runs/table2-full"
    })
public final class TableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private DataOptions data;
  @Mixin private ComputeOptions compute;
  @Mixin private ClusterOption cluster;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "YAML file with the grid, such as configs/table2.yaml.")
  private Path config;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "Folder of the networks; checkpoints/NAME of the configuration by default.")
  private Path checkpoints;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the results; runs/NAME of the configuration by default.")
  private Path out;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description =
          "Training seeds. Each cell has one network for each seed, and its error includes the"
              + " variation between them. By default training.seeds of the configuration.")
  private List<Long> seeds;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    Configuration<TableConfig> configuration =
        Configuration.of(TableConfig.class, TableConfig.defaults());
    cluster.applyTo(configuration);
    configuration.overlay(config);
    data.applyTo(configuration);
    compute.applyTo(configuration);
    configuration.set("training.seeds", seeds);
    TableConfig resolved = TrainConfig.followEpochs(configuration).resolve();
    if (!compute.quiet()) {
      configuration.overrides().forEach(line -> log.println("set " + line));
    }
    String name = config.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    try (UnitExecutor executor =
        cluster.executor(
            resolved.compute().places(), resolved.compute().threads(), compute.quiet(), log)) {
      return run(
          new TableRun(
              resolved,
              checkpoints == null ? Path.of("checkpoints", name) : checkpoints,
              out == null ? Path.of("runs", name) : out),
          executor,
          compute.quiet(),
          this::print,
          spec);
    }
  }

  /** What is done with a table. */
  @FunctionalInterface
  public interface Printer {
    /** Prints a table that lies in a folder. */
    void print(TableConfig config, Comparison comparison, Path folder) throws IOException;
  }

  /** Makes a table and prints it. */
  public static int run(
      TableRun table, UnitExecutor executor, boolean quiet, Printer printer, CommandSpec spec)
      throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<ProbeResults> results = make(table, executor, failed, quiet, log);
    if (results.isEmpty()) {
      log.println("stopped; the same command continues the run");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    if (results.get().checkpoints().isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    printer.print(table.config(), Comparison.of(results.get()), table.folder());
    return failed.report(spec.commandLine(), ProbeReport.code(results.get()));
  }

  private void print(TableConfig config, Comparison comparison, Path folder) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!json.alone()) {
      out.println();
      out.println(config.title());
      out.println();
      ProbeReport.print(comparison, out);
      out.println();
      out.println("tables, figures and data in " + folder);
      out.flush();
    }
    json.write(ProbeReport.json(comparison), out);
  }

  private static Optional<ProbeResults> make(
      TableRun table,
      UnitExecutor executor,
      FailedCheckpoints failed,
      boolean quiet,
      PrintWriter log)
      throws IOException {
    Interruption interruption = Interruption.install();
    try (TableProgress progress = new TableProgress(table.config(), quiet, log, failed)) {
      return table.run(executor, new RunControl<>(progress, interruption));
    }
  }
}
