package org.convexityprobe.experiment.recovery;

import java.util.List;
import java.util.Map;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.Workers;
import org.convexityprobe.recovery.Computing;
import org.convexityprobe.recovery.Ensemble;
import org.convexityprobe.recovery.IsometryBound;
import org.convexityprobe.recovery.PlantedInstance;

/**
 * Which recovery problems are drawn.
 *
 * @param ensemble law of the measurements
 * @param size n
 * @param columns of rectangular matrices; 0 of symmetric ones
 * @param rank r
 * @param ratios m/(nr), or m/((n₁ + n₂)r), each with problems of its own
 * @param seed of everything that is drawn
 */
public record ProblemConfig(
    Ensemble ensemble, int size, int columns, int rank, List<Double> ratios, long seed) {
  /** Rows of the largest matrices for which the isometry constant is searched. */
  private static final int MOST_SEARCHED = 100;

  /** Describes symmetric problems. */
  public ProblemConfig(Ensemble ensemble, int size, int rank, List<Double> ratios, long seed) {
    this(ensemble, size, 0, rank, ratios, seed);
  }

  /** Checks the sizes and the ratios, and that all measurements fit, before anything is drawn. */
  public ProblemConfig {
    ratios = List.copyOf(ratios);
    if (ratios.isEmpty() || ratios.stream().anyMatch(ratio -> !(ratio > 0 && ratio <= 1e6))) {
      throw new IllegalArgumentException(
          "ratios is %s; expected some m/(nr) above 0 and at most 1000000".formatted(ratios));
    }
    for (double ratio : ratios) {
      if (ratio * ((double) size + columns) * rank > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "ratios is %s; expected at most %,d measurements in all, which n r = %d · %d exceeds at %s"
                .formatted(ratios, Integer.MAX_VALUE, size, rank, ratio));
      }
    }
    for (double ratio : ratios) {
      int count = count(ratio, size + columns, rank);
      new PlantedInstance.Shape(ensemble, size, columns, rank, count, 0);
    }
  }

  /** Returns the ratios, each once. */
  List<Double> distinctRatios() {
    return ratios.stream().distinct().toList();
  }

  /** Returns the number of rows of the factor: n, or n₁ + n₂ of rectangular matrices. */
  int rows() {
    return size + columns;
  }

  /** Returns m at a ratio. */
  int count(double ratio) {
    return count(ratio, rows(), rank);
  }

  private static int count(double ratio, int rows, int rank) {
    return Math.max(1, (int) Math.round(ratio * rows * rank));
  }

  /** Returns how a unit applies measurements: on its threads, until the run is stopped. */
  static Computing computing(UnitContext context, RunControl<?> control) {
    return new Computing(Workers.of(context.threads()), control::check);
  }

  /** Draws a problem without noise. */
  PlantedInstance draw(double ratio, int instance, Computing computing) {
    return draw(ratio, 0, instance, computing);
  }

  /** Draws a problem. */
  PlantedInstance draw(double ratio, double noise, int instance, Computing computing) {
    return PlantedInstance.draw(
        new PlantedInstance.Shape(ensemble, size, columns, rank, count(ratio), noise),
        seed(instance),
        computing);
  }

  /** Draws a problem without noise whose U* has few rows that are not 0. */
  PlantedInstance drawCoherent(double ratio, int support, int instance, Computing computing) {
    return PlantedInstance.coherent(
        new PlantedInstance.Shape(ensemble, size, rank, count(ratio), 0),
        support,
        seed(instance),
        computing);
  }

  /**
   * Returns a lower bound of the restricted isometry constant at rank 2r of the first problem; 0
   * where the search would take longer than descents, and for rectangular matrices.
   */
  double isometry(double ratio, Computing computing) {
    return size > MOST_SEARCHED || columns > 0
        ? 0
        : IsometryBound.of(draw(ratio, 0, computing).loss().measurements(), 2 * rank, seed).delta();
  }

  /** Returns the seed of an instance. */
  long seed(int instance) {
    return 1_000_003 * seed + instance;
  }

  /** Returns this with another size and rank. */
  public ProblemConfig withShape(int newSize, int newRank) {
    return new ProblemConfig(ensemble, newSize, columns, newRank, ratios, seed);
  }

  /** Returns the unit of ratios, which are m over it. */
  public String unit() {
    return unit(columns);
  }

  /** Returns the unit of ratios in a run on recovery problems. */
  public static String unit(Manifest manifest) {
    boolean rectangular =
        manifest.configuration().get("problem") instanceof Map<?, ?> problem
            && problem.get("columns") instanceof Number columns
            && columns.intValue() > 0;
    return unit(rectangular ? 1 : 0);
  }

  private static String unit(int columns) {
    return columns == 0 ? "nr" : "(n₁ + n₂)r";
  }

  /** Returns what ratios are, such as {@code m/(nr)}. */
  public String ratioName() {
    return columns == 0 ? "m/(nr)" : "m/((n₁ + n₂)r)";
  }

  /** Returns a size in words, such as {@code n = 30}, or {@code n = 30 × 20}. */
  String sizeWords(int rowsOfIt) {
    return "n = " + rowsOfIt + (columns == 0 ? "" : " × " + columns);
  }

  /** Returns what it is in words. */
  public String describe() {
    return columns == 0
        ? "%s measurements, n = %d, r = %d".formatted(ensemble, size, rank)
        : "%s measurements, %d × %d, r = %d".formatted(ensemble, size, columns, rank);
  }
}
