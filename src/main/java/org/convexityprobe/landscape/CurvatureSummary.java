package org.convexityprobe.landscape;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Second opinions on several lines together.
 *
 * @param agreement of verdicts on all triples of neighbouring points
 * @param agree share of all triples at which the sign of φ'' is the verdict
 * @param disagree share at which it is the opposite
 * @param undecided share at which the second difference is undecided, or φ'' is 0
 * @param gaussNewton Σ g / Σ (g + |rest|), with g the Gauss–Newton part, over all points at which
 *     both are finite
 * @param kinks Σ |kinks| / Σ (|kinks| + |φ''|), over all triples at which both are finite
 */
public record CurvatureSummary(
    CurvatureCheck.Agreement agreement,
    Share agree,
    Share disagree,
    Share undecided,
    Share gaussNewton,
    Share kinks) {
  /** Summarises lines. */
  public static CurvatureSummary of(List<CurvatureCheck> lines) {
    ToDoubleFunction<CurvatureCheck> triples = line -> line.agreement().triples();
    return new CurvatureSummary(
        lines.stream()
            .map(CurvatureCheck::agreement)
            .reduce(CurvatureCheck.Agreement.NONE, CurvatureCheck.Agreement::plus),
        share(lines, line -> line.agreement().agree(), triples),
        share(lines, line -> line.agreement().disagree(), triples),
        share(lines, line -> line.agreement().undecided(), triples),
        share(
            lines,
            line -> size(line.curvatures(), line.gaussNewton()),
            line ->
                size(line.curvatures(), line.gaussNewton()) + size(line.curvatures(), line.rest())),
        share(
            lines,
            line -> size(line.kinks(), line.kinks()),
            line -> size(line.kinks(), line.kinks()) + size(line.kinks(), inner(line))));
  }

  private static Share share(
      List<CurvatureCheck> lines,
      ToDoubleFunction<CurvatureCheck> part,
      ToDoubleFunction<CurvatureCheck> whole) {
    return Share.of(
        lines.stream().mapToDouble(part).toArray(), lines.stream().mapToDouble(whole).toArray());
  }

  /** Returns φ'' at the points that have two neighbours. */
  private static List<Double> inner(CurvatureCheck line) {
    return line.curvatures().subList(1, line.curvatures().size() - 1);
  }

  /** Returns the sum of absolute values where other ones are finite. */
  private static double size(List<Double> where, List<Double> values) {
    return IntStream.range(0, where.size())
        .filter(i -> Double.isFinite(where.get(i)))
        .mapToDouble(i -> Math.abs(values.get(i)))
        .sum();
  }
}
