package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.FilterRules;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.report.LossLandscapeFile;
import org.convexityprobe.resnet.TrainedNetwork;
import org.convexityprobe.resnet.WeightFile;

/** The directions of the lines through one checkpoint: drawn from the seed, or read from a file. */
final class LineDirections {
  private static final String FOLDER = "directions";

  /** The network's own; rules of filters change how directions are drawn, not their tensors. */
  private final ParameterLayout layout;

  private final float[] weights;
  private final DirectionSampler sampler;
  private final Direction given;

  /**
   * Prepares the directions.
   *
   * @param file the one direction that is given; null for random ones
   * @throws IOException if the file cannot be read, or does not fit the network
   * @throws IllegalArgumentException if the direction moves what the cross-check holds fixed
   */
  LineDirections(TrainedNetwork network, ProbeConfig probe, Path file) throws IOException {
    layout = network.layout();
    weights = network.parameters();
    sampler =
        new DirectionSampler(
            FilterRules.of(probe.filters()).apply(layout),
            probe.normalizationDirection(),
            DirectionSeed.of(probe.seed(), network.description()));
    given = file == null ? null : read(file, layout);
    if (given != null && probe.crossCheck() != CrossCheck.NONE && movesStatistics()) {
      throw new IllegalArgumentException(
          "crossCheck is %s, but %s moves running statistics, which slopes and second derivatives hold fixed; leave the check out, or take the statistics out of the file"
              .formatted(probe.crossCheck().name().toLowerCase(Locale.ROOT), file));
    }
  }

  private boolean movesStatistics() {
    return layout.tensors().stream()
        .filter(tensor -> tensor.role() == ParameterLayout.Role.STATISTIC)
        .flatMapToInt(tensor -> IntStream.range(tensor.offset(), tensor.offset() + tensor.length()))
        .anyMatch(i -> given.get(i) != 0);
  }

  private static Direction read(Path file, ParameterLayout layout) throws IOException {
    try {
      return Direction.of(WeightFile.read(file).direction(layout));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  Direction of(int line) {
    return given == null ? sampler.draw(weights, line) : given;
  }

  /**
   * Writes each direction that is not there yet, as {@code directions/NAME/line-000.safetensors}
   * without the tensors that are zero, and as {@code .h5} in loss-landscape's layout.
   */
  void save(Path run, String name, int lines) throws IOException {
    for (int line = 0; line < lines; line++) {
      Path folder = run.resolve(FOLDER).resolve(name);
      Path file = folder.resolve("line-%03d.safetensors".formatted(line));
      if (!Files.exists(file)) {
        float[] direction = of(line).toArray();
        List<Tensor> learnable = WeightFile.learnable(layout, direction);
        LossLandscapeFile.writeDirection(learnable, folder.resolve("line-%03d.h5".formatted(line)));
        WeightFile.writeDirection(
            file, layout, direction, Map.of("line", String.valueOf(line), "checkpoint", name));
      }
    }
  }
}
