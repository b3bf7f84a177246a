package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the loss falls along a segment that ends in x*, its last point. With s the distance from x*
 * (1 at the start), from strong to weak: convex ⇒ star-convex around x* along this ray (Nesterov
 * and Polyak 2006; along training: Zhou et al. 2019), which is that (φ(s) − φ(0)) / s never falls
 * with s ⇒ the chord of its two ends lies nowhere below the loss.
 *
 * <p>Each verdict is the worst over the scanned points, with a threshold of what an error of 4
 * σ̂(λ) in each value of φ can do to the quantity judged; it is undecided where the noise is not
 * known. Where a weaker property is violated, the stronger ones are too. All of them are about the
 * loss of the images that were evaluated.
 *
 * @param convex whether all second differences of neighbouring points are convex; a violation at a
 *     wider dyadic spacing counts too, as in L
 * @param star whether the segment is star-convex around its end
 * @param chord whether the loss lies below the chord
 */
public record SegmentVerdict(Verdict convex, Verdict star, Verdict chord) {
  private static final double THRESHOLD = 4;

  /** Judges a scanned segment; its first point is the start, its last one x*. */
  public static SegmentVerdict of(LineScan scan) {
    List<Double> values = scan.values();
    int last = values.size() - 1;
    double[] errors = errors(scan);
    double end = values.get(last);
    List<Verdict> star = new ArrayList<>();
    List<Verdict> chord = new ArrayList<>();
    for (int i = 1; i < last; i++) {
      double here = (double) (last - i) / last;
      double before = (double) (last - i + 1) / last;
      double slopeHere = (values.get(i) - end) / here;
      double slopeBefore = (values.get(i - 1) - end) / before;
      star.add(
          Verdict.of(
              slopeBefore - slopeHere,
              errors[i] / here + errors[i - 1] / before + errors[last] * (1 / here - 1 / before)));
      double below = here * values.get(0) + (1 - here) * end - values.get(i);
      chord.add(Verdict.of(below, errors[i] + here * errors[0] + (1 - here) * errors[last]));
    }
    Verdict worstChord = worst(chord);
    Verdict worstStar = worsened(worst(star), worstChord);
    return new SegmentVerdict(worsened(convex(scan), worstStar), worstStar, worstChord);
  }

  /**
   * Returns the worst verdict on second differences. Wider spacings see what is too small for the
   * noise between neighbouring points; the run covers the line unless one of them is concave.
   */
  private static Verdict convex(LineScan scan) {
    Verdict neighbours = worst(scan.verdicts());
    boolean contradicted = scan.run().violatedLeft() || scan.run().violatedRight();
    return contradicted ? worsened(neighbours, Verdict.CONCAVE) : neighbours;
  }

  /** Returns the verdict on a property that implies another one, which may be violated. */
  private static Verdict worsened(Verdict strong, Verdict weak) {
    return weak.isViolation() && weak.compareTo(strong) > 0 ? weak : strong;
  }

  /** Returns the error of each value; nothing is known better than the values are rounded. */
  private static double[] errors(LineScan scan) {
    double largest =
        scan.values().stream().mapToDouble(Math::abs).filter(Double::isFinite).max().orElse(0);
    double rounding = 4 * Math.ulp(largest);
    return scan.lambdas().stream()
        .mapToDouble(lambda -> THRESHOLD * scan.noise().at(lambda))
        .map(error -> Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(error, rounding))
        .toArray();
  }

  private static Verdict worst(List<Verdict> verdicts) {
    return verdicts.stream().max(Comparator.naturalOrder()).orElseThrow();
  }
}
