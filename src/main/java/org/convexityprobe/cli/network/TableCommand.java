package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "  convexity table --config configs/quick/table2.yaml --data data/cifar10 --seeds 1,2,3",
      "  convexity table --config configs/table2.yaml --data data/cifar10 --out runs/table2"
    })
public final class TableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private DataOptions data;
  @Mixin private ComputeOptions compute;

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
        Configuration.of(TableConfig.class, TableConfig.defaults()).overlay(config);
    data.applyTo(configuration);
    compute.applyTo(configuration);
    configuration.set("training.seeds", seeds);
    TableConfig resolved = TrainConfig.followEpochs(configuration).resolve();
    if (!compute.quiet()) {
      configuration.overrides().forEach(line -> log.println("set " + line));
    }
    String name = config.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return run(
        resolved,
        checkpoints == null ? Path.of("checkpoints", name) : checkpoints,
        out == null ? Path.of("runs", name) : out,
        compute.quiet(),
        this::print,
        spec);
  }

  /** What is done with a table. */
  @FunctionalInterface
  public interface Printer {
    /** Prints a table that lies in a folder. */
    void print(TableConfig config, Comparison comparison, Path folder) throws IOException;
  }

  /** Makes a table and prints it. */
  public static int run(
      TableConfig config,
      Path checkpoints,
      Path folder,
      boolean quiet,
      Printer printer,
      CommandSpec spec)
      throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    FailedCheckpoints failed = new FailedCheckpoints();
    Optional<ProbeResults> results = make(config, checkpoints, folder, failed, quiet, log);
    if (results.isEmpty()) {
      log.println("stopped; the same command continues the run");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    if (results.get().checkpoints().isEmpty()) {
      return failed.report(spec.commandLine(), ExitCode.OK);
    }
    printer.print(config, Comparison.of(results.get()), folder);
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
      TableConfig config,
      Path checkpoints,
      Path folder,
      FailedCheckpoints failed,
      boolean quiet,
      PrintWriter log)
      throws IOException {
    Interruption interruption = Interruption.install();
    try (TableProgress progress = new TableProgress(config, quiet, log, failed)) {
      return new TableRun(config, checkpoints, folder).run(progress, interruption);
    }
  }
}
