package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.MatrixOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.FactorizationConfig;
import org.convexityprobe.experiment.factorization.MatrixConfig;
import org.convexityprobe.experiment.factorization.PublishedMatrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf describe}. */
@Command(name = "describe", description = "Print the shape and statistics of a matrix.")
final class NmfDescribeCommand implements Callable<Integer> {
  /** What a configuration of a factorisation may hold; {@code solve} has no effect here. */
  record Settings(MatrixConfig matrix, FactorizationConfig solve) {}

  @Spec private CommandSpec spec;
  @Mixin private MatrixOptions matrix;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML with any of these settings.")
  private Path config;

  @Override
  public Integer call() throws IOException {
    Configuration<Settings> configuration =
        Configuration.of(
            Settings.class, new Settings(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT));
    if (config != null) {
      configuration.overlay(config);
    }
    matrix.applyTo(configuration);
    MatrixReading reading = configuration.resolve().matrix().read();
    print(reading, spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private static void print(MatrixReading reading, PrintWriter out) {
    RealMatrix read = reading.matrix();
    MatrixStatistics statistics = MatrixStatistics.of(read);
    out.println("shape      %d × %d".formatted(read.rows(), read.columns()));
    out.println(
        String.format(
            Locale.ROOT,
            "observed   %d entries, a fraction of %.4g",
            read.observedCount(),
            read.observedFraction()));
    out.println(
        String.format(
            Locale.ROOT,
            "entries    mean %.6g, standard deviation %.6g, from %.6g to %.6g",
            statistics.mean(),
            statistics.standardDeviation(),
            statistics.minimum(),
            statistics.maximum()));
    out.println(
        "faults     %d negative, %d not finite, %d empty rows, %d empty columns"
            .formatted(
                statistics.negative(),
                statistics.notFinite(),
                statistics.emptyRows(),
                statistics.emptyColumns()));
    reading.notes().forEach(note -> out.println("note       " + note));
    PublishedMatrix.closest(read).forEach(line -> out.println("Table 1    " + line));
    out.flush();
  }
}
