package org.convexityprobe.cli;

import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.resnet.Execution;
import picocli.CommandLine.Option;

/** Options that every computing command shares. */
final class ComputeOptions {
  @Option(
      names = "--execution",
      paramLabel = "WAY",
      description = "How networks are computed: ${COMPLETION-CANDIDATES}.")
  private Execution execution;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; all cores by default. Equal numbers of threads give equal bits.")
  private Integer threads;

  @Option(names = "--quiet", description = "Print results alone, no progress.")
  private boolean quiet;

  boolean quiet() {
    return quiet;
  }

  void applyTo(Configuration<?> configuration) {
    configuration.set("compute.execution", execution).set("compute.threads", threads);
  }
}
