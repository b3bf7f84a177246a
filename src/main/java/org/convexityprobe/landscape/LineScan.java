package org.convexityprobe.landscape;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A scanned line and what was found on it, in plain numbers. With n grid points, the lists about
 * second differences have n − 2 elements: element i belongs to point i + 1 and its two neighbours.
 *
 * <p>The verdicts and both runs are about the function as it was evaluated: they know its noise,
 * and take samples for the whole. {@code sampling} and {@code range} are about the population that
 * samples were drawn from.
 *
 * @param line index of the line; lines of the same index pair across checkpoints
 * @param lambdas λ of the n grid points
 * @param values φ at them; NaN and infinite values stay as they came
 * @param secondDifferences D_i = φ_{i−1} − 2φ_i + φ_{i+1}
 * @param thresholds |D_i| up to which a point is undecided; infinite where the noise is not known
 * @param verdicts the verdict on each D_i
 * @param noise the noise of φ
 * @param run the convexity length L: no second difference within it, at any dyadic spacing, is
 *     concave
 * @param runLow its lower bound L_low: every D_i within it is convex
 * @param sampling how well the samples show the population; null where they are the whole of it
 * @param range between which numbers the population's L lies; null where the samples are the whole
 * @param halvings how often the grid was halved
 * @param converged whether the last halving moved L by less than the tolerance
 * @param evidence what verdicts rest on, where the scan was adaptive: {@code values} are then means
 *     over as many members as it says, second differences are over the members that three points
 *     share, and {@code run} is that of the whole population; null for a plain scan
 */
public record LineScan(
    int line,
    List<Double> lambdas,
    List<Double> values,
    List<Double> secondDifferences,
    List<Double> thresholds,
    List<Verdict> verdicts,
    LineNoise noise,
    ConvexRun run,
    ConvexRun runLow,
    @JsonInclude(JsonInclude.Include.ALWAYS) LineSampling sampling,
    @JsonInclude(JsonInclude.Include.ALWAYS) LengthRange range,
    int halvings,
    boolean converged,
    @JsonInclude(JsonInclude.Include.ALWAYS) AdaptiveEvidence evidence) {
  /** Copies the lists and checks that their sizes agree. */
  public LineScan {
    lambdas = List.copyOf(lambdas);
    values = List.copyOf(values);
    secondDifferences = List.copyOf(secondDifferences);
    thresholds = List.copyOf(thresholds);
    verdicts = List.copyOf(verdicts);
    int interior = lambdas.size() - 2;
    if (values.size() != lambdas.size()
        || secondDifferences.size() != interior
        || thresholds.size() != interior
        || verdicts.size() != interior) {
      throw new IllegalArgumentException(
          "line %d: %d values, %d second differences, %d thresholds, %d verdicts at %d points"
              .formatted(
                  line,
                  values.size(),
                  secondDifferences.size(),
                  thresholds.size(),
                  verdicts.size(),
                  lambdas.size()));
    }
    if ((sampling == null) != (range == null)
        || (sampling != null && sampling.estimates().size() != lambdas.size())) {
      throw new IllegalArgumentException(
          "line %d: sampling and range belong together, at %d points"
              .formatted(line, lambdas.size()));
    }
  }

  /** Returns the convexity length L of the line, for the function as it was evaluated. */
  public double length() {
    return run.length();
  }

  /** Returns L_low, the length on which the function is convex beyond its noise. */
  public double lengthLow() {
    return runLow.length();
  }

  /** Returns the range of L for the population; nothing where the samples are the whole of it. */
  public Optional<LengthRange> populationRange() {
    return Optional.ofNullable(range);
  }

  /**
   * Returns the number of second differences of neighbouring points that were to be decided: all of
   * them, or those within {@link #run} where the scan was adaptive, which only glances at the
   * others.
   */
  public int judged() {
    if (evidence == null) {
      return verdicts.size();
    }
    // A run of n cells has n − 1 points with both neighbours in it.
    return Math.max(0, (int) Math.round(run.length() / grid().spacing()) - 1);
  }

  /** Returns how many of the {@link #judged} second differences are undecided. */
  public int undecided() {
    return evidence == null
        ? (int) verdicts.stream().filter(verdict -> verdict == Verdict.UNDECIDED).count()
        : run.undecided();
  }

  /** Returns the grid of the points. */
  public ScanGrid grid() {
    return new ScanGrid(lambdas.get(lambdas.size() - 1) - lambdas.get(0), lambdas.size());
  }

  LineScan refined(int newHalvings, boolean nowConverged) {
    return new LineScan(
        line,
        lambdas,
        values,
        secondDifferences,
        thresholds,
        verdicts,
        noise,
        run,
        runLow,
        sampling,
        range,
        newHalvings,
        nowConverged,
        evidence);
  }
}
