package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.nmf.ConvexityTests;
import org.convexityprobe.nmf.Quartic;

/**
 * The loss along lines.
 *
 * @param manifest what made them
 * @param matrix what was factorised
 * @param lines towards optima first
 */
public record LinesResults(Manifest manifest, MatrixFacts matrix, List<Line> lines) {
  /** Where a line towards an optimum ends. */
  public static final String OPTIMUM = "optimum";

  /** Where a line between random points ends. */
  public static final String RANDOM = "random";

  /** Copies the lines. */
  public LinesResults {
    lines = List.copyOf(lines);
  }

  /**
   * One line, per observed entry.
   *
   * @param towards {@value #OPTIMUM} or {@value #RANDOM}
   * @param index of the line
   * @param quartic the loss; λ = 0 at the optimum or at the first random point
   * @param minimumCurvature α
   * @param tests what the four tests say
   */
  public record Line(
      String towards, int index, Quartic quartic, double minimumCurvature, ConvexityTests tests) {
    static Line of(String towards, int index, Quartic quartic) {
      return new Line(towards, index, quartic, quartic.minimumCurvature(), quartic.tests());
    }
  }

  /**
   * All lines as they are in the journal: one unit, which takes less time than finding an optimum.
   *
   * @param lines towards optima first
   */
  record Finished(List<Line> lines) {}
}
