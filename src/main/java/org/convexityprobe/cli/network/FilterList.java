package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.landscape.FilterRules;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.resnet.NetworkFiles;
import org.convexityprobe.resnet.TrainedNetwork;

/** Prints the parameters of networks, and how directions move them. */
final class FilterList {
  private FilterList() {}

  /** Prints all parameters, and returns the exit code. */
  static int print(
      List<Path> networks,
      List<String> rules,
      NormalizationDirection normalization,
      PrintWriter out)
      throws IOException {
    for (Path file : networks) {
      TrainedNetwork network = NetworkFiles.read(file);
      ParameterLayout layout = FilterRules.of(rules).apply(network.layout());
      out.println(file + ": " + network.description().describe());
      out.printf("%-40s %-20s %-22s %s%n", "parameter", "shape", "filters", "direction");
      for (ParameterLayout.Tensor tensor : layout.tensors()) {
        out.printf(
            "%-40s %-20s %-22s %s%n",
            tensor.name(), shape(tensor), filters(tensor), direction(tensor, normalization));
      }
      for (String buffer : network.buffers()) {
        out.printf("%-40s %-20s %-22s %s%n", buffer, "buffer", "", "never moves");
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String shape(ParameterLayout.Tensor tensor) {
    return tensor.shape() == null ? tensor.length() + " numbers" : tensor.shape().toString();
  }

  private static String filters(ParameterLayout.Tensor tensor) {
    if (tensor.role() != Role.FILTERS) {
      return "";
    }
    String kind = tensor.run() == tensor.sliceLength() ? "" : " columns";
    return "%d%s of %d"
        .formatted(tensor.slices(), tensor.slices() == 1 ? "" : kind, tensor.sliceLength());
  }

  private static String direction(
      ParameterLayout.Tensor tensor, NormalizationDirection normalization) {
    return switch (tensor.role()) {
      case FILTERS -> "random, each filter of its own norm";
      case STATISTIC -> "never moves";
      case BIAS, SCALE, SHIFT ->
          normalization == NormalizationDirection.RANDOM
              ? "random, of its own norm"
              : "--normalization-direction " + normalization.name().toLowerCase(Locale.ROOT);
    };
  }
}
