package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.nmf.TrajectoryPoint;

/**
 * Measurements along paths of a solver.
 *
 * @param manifest what made them
 * @param matrix what was factorised
 * @param paths by repetition
 */
public record TrajectoryResults(Manifest manifest, MatrixFacts matrix, List<Path> paths) {
  /** Copies the paths. */
  public TrajectoryResults {
    paths = List.copyOf(paths);
  }

  /** Returns what was factorised at which rank, such as {@code orl, r = 16}, without its size. */
  public String objective() {
    TrajectoryConfig config = Json.convert(manifest.settings(), TrajectoryConfig.class);
    String matrix =
        config.matrix().synthetic() == null ? config.matrix().label() : "synthetic matrix";
    return "%s, r = %d".formatted(matrix, config.solve().rank());
  }

  /**
   * One path.
   *
   * @param repetition its number
   * @param iterations of the whole path
   * @param points along it
   */
  public record Path(int repetition, int iterations, List<TrajectoryPoint> points) {
    /** Copies the points. */
    public Path {
      points = List.copyOf(points);
    }

    /** Returns the share of the training that a point is at, from 0 to below 1. */
    double share(int point) {
      return points.get(point).iteration() / (double) iterations;
    }
  }
}
