package org.convexityprobe.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.work.UnitExecutor;
import picocli.CommandLine.Mixin;

/** Options of every command that evaluates checkpoints' losses into a folder of results. */
public final class RunOptions {
  @Mixin private DataOptions data;
  @Mixin private ComputeOptions compute;
  @Mixin private OutOption out;
  @Mixin private ClusterOption cluster;

  public Path out() {
    return out.folder();
  }

  public boolean quiet() {
    return compute.quiet();
  }

  /** Returns who computes units of work. */
  public UnitExecutor executor(ComputeConfig settings, PrintWriter log) throws IOException {
    return cluster.executor(settings.places(), settings.threads(), quiet(), log);
  }

  /**
   * Returns the defaults with what a file and these options set, for the command's own to follow.
   *
   * @param file YAML; null for none
   * @param networks files of the networks
   */
  public <S extends Record> Configuration<S> configuration(
      Class<S> type, S defaults, Path file, List<Path> networks) throws IOException {
    Configuration<S> configuration = Configuration.of(type, defaults);
    cluster.applyTo(configuration);
    if (file != null) {
      configuration.overlay(file);
    }
    data.applyToNetworks(configuration, networks);
    compute.applyTo(configuration);
    return configuration;
  }
}
