package org.convexityprobe.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.NmfProgress;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.FactorizationRun;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.work.UnitExecutor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options that every factorisation experiment shares, and how one is run. */
public final class StudyOptions {
  @Mixin private JsonOption json;
  @Mixin private OutOption out;
  @Mixin private ClusterOption cluster;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML with any of these settings.")
  private Path config;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; all cores by default. Results do not depend on it.")
  private Integer threads;

  @Option(names = "--quiet", description = "Print only results, no progress.")
  private boolean quiet;

  /** Starts from defaults and the file of {@code --config}. */
  public <T extends Record> Configuration<T> configuration(Class<T> type, T defaults)
      throws IOException {
    Configuration<T> configuration = Configuration.of(type, defaults);
    return config == null ? configuration : configuration.overlay(config);
  }

  public int run(Study study, CommandSpec spec) throws IOException {
    int code;
    try (UnitExecutor executor =
        cluster.executor(1, cluster.threads(threads), quiet, spec.commandLine().getErr())) {
      code = run(study, out.folder(), executor, quiet, json.alone(), spec);
    }
    if (code == ExitCode.OK) {
      json.write(
          Files.readString(out.folder().resolve(FactorizationRun.RESULTS)),
          spec.commandLine().getOut());
    }
    return code;
  }

  /** Runs a study in a folder, and prints what it notes unless it is {@code silent}. */
  static int run(
      Study study, Path out, UnitExecutor executor, boolean quiet, boolean silent, CommandSpec spec)
      throws IOException {
    Interruption interruption = Interruption.install();
    try (NmfProgress progress = new NmfProgress(study.kind(), quiet, spec.commandLine().getErr())) {
      if (!new FactorizationRun(progress, interruption).run(study, out, executor)) {
        spec.commandLine().getErr().println("stopped; the same command continues the run");
        return ExitCode.INTERRUPTED;
      }
      if (!silent) {
        progress.notes().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println("results in " + out);
        spec.commandLine().getOut().flush();
      }
      return ExitCode.OK;
    }
  }
}
