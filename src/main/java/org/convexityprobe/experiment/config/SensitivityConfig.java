package org.convexityprobe.experiment.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.network.BatchNormMode;

/**
 * The conventions that a sensitivity study compares: every combination of what papers leave open.
 *
 * @param normalizationDirections how directions move biases, γ and β
 * @param batchNorms the statistics that batch-norm uses; null for all that the networks can use
 * @param points points of the grid
 * @param images training images in the loss; null for as many as a probe takes by default
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
          null,
          List.of(ProbeConfig.DEFAULT.points()),
          null);

  /** Checks that each list has something in it, and nothing twice. */
  public SensitivityConfig {
    normalizationDirections = distinct("normalizationDirections", normalizationDirections);
    batchNorms = batchNorms == null ? null : distinct("batchNorms", batchNorms);
    points = distinct("points", points);
    images = images == null ? null : distinct("images", images);
  }

  private static <T> List<T> distinct(String key, List<T> values) {
    if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(
          "%s is %s; expected one or more different values".formatted(key, values));
    }
    return List.copyOf(values);
  }

  /**
   * Returns the same without some statistics of batch-norm.
   *
   * @param impossible statistics that the networks cannot use
   */
  public SensitivityConfig without(Set<BatchNormMode> impossible) {
    return new SensitivityConfig(
        normalizationDirections,
        modes().stream().filter(mode -> !impossible.contains(mode)).toList(),
        points,
        images);
  }

  private List<BatchNormMode> modes() {
    return batchNorms == null ? List.of(BatchNormMode.values()) : batchNorms;
  }

  /** Returns the combinations; what they do not vary is as in {@code base}. */
  public List<ProbeConfig> conventions(ProbeConfig base) {
    List<ProbeConfig> conventions = new ArrayList<>();
    for (Integer count : images == null ? Collections.<Integer>singletonList(null) : images) {
      for (int grid : points) {
        for (BatchNormMode mode : modes()) {
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
      Integer images) {
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
