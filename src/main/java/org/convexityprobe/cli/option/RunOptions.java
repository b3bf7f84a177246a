package org.convexityprobe.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.experiment.Configuration;
import picocli.CommandLine.Mixin;

/** Options of every command that evaluates checkpoints' losses into a folder of results. */
public final class RunOptions {
  @Mixin private DataOptions data;
  @Mixin private ComputeOptions compute;
  @Mixin private OutOption out;

  public Path out() {
    return out.folder();
  }

  public boolean quiet() {
    return compute.quiet();
  }

  /**
   * Returns the defaults with what a file and these options set, for the command's own to follow.
   *
   * @param file YAML; null for none
   */
  public <S extends Record> Configuration<S> configuration(Class<S> type, S defaults, Path file)
      throws IOException {
    Configuration<S> configuration = Configuration.of(type, defaults);
    if (file != null) {
      configuration.overlay(file);
    }
    data.applyToCheckpoints(configuration);
    compute.applyTo(configuration);
    return configuration;
  }
}
