package org.convexityprobe.experiment.config;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.network.BatchNormMode;

/**
 * The conventions that a sensitivity study compares: every combination of what papers leave open.
 *
 * @param normalizationDirections how directions move biases, γ and β
 * @param batchNorms the statistics that batch-norm uses
 * @param points points of the grid
 * @param images training images in the loss
 */
public record SensitivityConfig(
    List<NormalizationDirection> normalizationDirections,
    List<BatchNormMode> batchNorms,
    List<Integer> points,
    List<Integer> images) {
  /** All treatments, at the grid and the images that a probe takes by default. */
  public static final SensitivityConfig DEFAULT =
      new SensitivityConfig(
          List.of(NormalizationDirection.values()),
          List.of(BatchNormMode.values()),
          List.of(ProbeConfig.DEFAULT.points()),
          List.of(ProbeConfig.DEFAULT_IMAGES));

  /** Checks that each list has something in it, and nothing twice. */
  public SensitivityConfig {
    normalizationDirections = distinct("normalizationDirections", normalizationDirections);
    batchNorms = distinct("batchNorms", batchNorms);
    points = distinct("points", points);
    images = distinct("images", images);
  }

  private static <T> List<T> distinct(String key, List<T> values) {
    if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          "%s is %s; expected one or more different values".formatted(key, values));
    }
    return List.copyOf(values);
  }

  /** Returns the combinations; what they do not vary is as in {@code base}. */
  public List<ProbeConfig> conventions(ProbeConfig base) {
    List<ProbeConfig> conventions = new ArrayList<>();
    for (int count : images) {
      for (int grid : points) {
        for (BatchNormMode mode : batchNorms) {
          for (NormalizationDirection direction : normalizationDirections) {
            conventions.add(convention(base, direction, mode, grid, count));
          }
        }
      }
    }
    return conventions;
  }

  private ProbeConfig convention(
      ProbeConfig base,
      NormalizationDirection direction,
      BatchNormMode mode,
      int points,
      int images) {
    return new ProbeConfig(
        base.lines(),
        points,
        base.length(),
        base.scan(),
        images,
        base.batchSize(),
        mode,
        base.objective(),
        direction,
        base.filters(),
        base.refine(),
        base.noiseThreshold(),
        base.confidence(),
        mode == BatchNormMode.BATCH ? CrossCheck.NONE : base.crossCheck(),
        base.seed());
  }
}
