package org.convexityprobe.landscape;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a set of scanned lines says together.
 *
 * @param length the convexity length L over the lines
 * @param lengthLow its lower bound L_low over the lines
 * @param lengthOfSamples L where the samples are taken for the whole population, undecided within
 *     noise alone; null where they are the whole population, as it is L then
 * @param undecided undecided points on all lines
 * @param points judged points on all lines
 */
public record LengthSummary(
    Estimate length, Estimate lengthLow, Estimate lengthOfSamples, int undecided, int points) {
  /**
   * Summarises lines; the order in which they come does not matter.
   *
   * @param noiseZ the threshold of noise that the lines were judged by; see {@link ScanSettings#z}
   */
  public static LengthSummary of(Collection<LineScan> lines, double noiseZ, Bootstrap bootstrap) {
    Map<Integer, LineScan> sorted = byLine(lines);
    boolean sampled = lines.stream().anyMatch(scan -> !scan.samplingErrors().isEmpty());
    ToDoubleFunction<LineScan> ofSamples = scan -> scan.judgedAgain(noiseZ, 0).length();
    return new LengthSummary(
        bootstrap.mean(numbers(sorted.values(), LineScan::length)),
        bootstrap.mean(numbers(sorted.values(), LineScan::lengthLow)),
        sampled ? bootstrap.mean(numbers(sorted.values(), ofSamples)) : null,
        sorted.values().stream().mapToInt(LineScan::undecided).sum(),
        sorted.values().stream().mapToInt(scan -> scan.verdicts().size()).sum());
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
