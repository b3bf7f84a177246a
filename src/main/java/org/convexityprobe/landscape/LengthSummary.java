package org.convexityprobe.landscape;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A summary of a set of scanned lines.
 *
 * @param length the convexity length L over the lines, for the function as it was evaluated
 * @param lengthLow its lower bound L_low over the lines
 * @param range the mean range of L for the population that the samples were drawn from; null where
 *     they are the whole of it
 * @param undecided undecided second differences of neighbouring points on all lines; of adaptive
 *     scans, those within the interval of L
 * @param points second differences of neighbouring points on all lines; of adaptive scans, those
 *     within the interval of L
 */
public record LengthSummary(
    Estimate length,
    Estimate lengthLow,
    @JsonInclude(JsonInclude.Include.ALWAYS) MeanRange range,
    int undecided,
    int points) {
  /**
   * The mean over lines of both ends of the range of L for a population.
   *
   * @param low of the lower ends
   * @param high of the upper ends
   * @param population number of members of the population
   * @param confidence with which the range of each line holds
   */
  public record MeanRange(Estimate low, Estimate high, long population, double confidence) {}

  /** Summarises lines; the order in which they come does not matter. */
  public static LengthSummary of(Collection<LineScan> lines, Bootstrap bootstrap) {
    Collection<LineScan> sorted = byLine(lines).values();
    return new LengthSummary(
        bootstrap.mean(numbers(sorted, LineScan::length)),
        bootstrap.mean(numbers(sorted, LineScan::lengthLow)),
        range(sorted, bootstrap),
        sorted.stream().mapToInt(LineScan::undecided).sum(),
        sorted.stream().mapToInt(LineScan::judged).sum());
  }

  private static MeanRange range(Collection<LineScan> lines, Bootstrap bootstrap) {
    if (lines.stream().anyMatch(scan -> scan.range() == null)) {
      return null;
    }
    LineSampling sampling = lines.iterator().next().sampling();
    return new MeanRange(
        bootstrap.mean(numbers(lines, scan -> scan.range().low())),
        bootstrap.mean(numbers(lines, scan -> scan.range().high())),
        sampling.population(),
        sampling.confidence());
  }

  /** Returns the range of L for the population; nothing where the samples are the whole of it. */
  public Optional<MeanRange> populationRange() {
    return Optional.ofNullable(range);
  }

  private static Map<Integer, LineScan> byLine(Collection<LineScan> lines) {
    Map<Integer, LineScan> sorted = new TreeMap<>();
    for (LineScan scan : lines) {
      if (sorted.put(scan.line(), scan) != null) {
        throw new IllegalArgumentException("line %d appears twice".formatted(scan.line()));
      }
    }
    return sorted;
  }

  private static double[] numbers(Collection<LineScan> lines, ToDoubleFunction<LineScan> number) {
    return lines.stream().mapToDouble(number).toArray();
  }
}
