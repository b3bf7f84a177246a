package org.convexityprobe.landscape;

import java.util.List;

/**
 * A scanned line and what was found on it, in plain numbers. With n grid points, the lists about
 * second differences have n − 2 elements: element i belongs to point i + 1.
 *
 * @param line index of the line; lines of the same index pair across checkpoints
 * @param lambdas λ of the n grid points
 * @param values φ at them; NaN and infinite values stay as they came
 * @param secondDifferences D_i = φ_{i−1} − 2φ_i + φ_{i+1}
 * @param thresholds |D_i| up to which a point is undecided
 * @param samplingErrors standard error of D_i from the samples; empty if not estimated
 * @param verdicts the verdict on each D_i
 * @param noise the noise of φ
 * @param run the convex length L: the run of convex and undecided points
 * @param runLow its lower bound: the run of convex points alone
 * @param halvings how often the grid was halved
 * @param converged whether the last halving moved L by less than the tolerance
 */
public record LineScan(
    int line,
    List<Double> lambdas,
    List<Double> values,
    List<Double> secondDifferences,
    List<Double> thresholds,
    List<Double> samplingErrors,
    List<Verdict> verdicts,
    LineNoise noise,
    ConvexRun run,
    ConvexRun runLow,
    int halvings,
    boolean converged) {
  /** Copies the lists and checks that their sizes agree. */
  public LineScan {
    lambdas = List.copyOf(lambdas);
    values = List.copyOf(values);
    secondDifferences = List.copyOf(secondDifferences);
    thresholds = List.copyOf(thresholds);
    samplingErrors = List.copyOf(samplingErrors);
    verdicts = List.copyOf(verdicts);
    int interior = lambdas.size() - 2;
    if (values.size() != lambdas.size()
        || secondDifferences.size() != interior
        || thresholds.size() != interior
        || verdicts.size() != interior
        || (!samplingErrors.isEmpty() && samplingErrors.size() != interior)) {
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
  }

  /** Returns the convexity length L of the line. */
  public double length() {
    return run.length();
  }

  /** Returns the lower bound of L, from the points that are convex beyond doubt. */
  public double lengthLow() {
    return runLow.length();
  }

  /** Returns the number of undecided points on the whole line. */
  public int undecided() {
    return (int) verdicts.stream().filter(verdict -> verdict == Verdict.UNDECIDED).count();
  }

  /** Returns the grid of the points. */
  public ScanGrid grid() {
    return new ScanGrid(lambdas.get(lambdas.size() - 1) - lambdas.get(0), lambdas.size());
  }

  /**
   * Judges the same values again.
   *
   * @param noiseZ as {@link ScanSettings#z}
   * @param samplingZ as {@link SamplingError#z}; 0 takes the samples for the whole population
   * @throws IllegalArgumentException if sampling errors are asked for and were not estimated
   */
  public LineScan judgedAgain(double noiseZ, double samplingZ) {
    if (samplingZ > 0 && samplingErrors.isEmpty()) {
      throw new IllegalArgumentException(
          "line %d has no sampling errors; expected some for a threshold of %s"
              .formatted(line, samplingZ));
    }
    return LineJudge.judgeAgain(this, noise, noiseZ, samplingZ);
  }

  /**
   * Returns how many undecided points would be decided if the line had the noise of its centre
   * everywhere. Where a loss explodes towards an end, the noise there hides all the rest. 0 if the
   * noise at the centre is not known.
   *
   * @param noiseZ as {@link ScanSettings#z}
   * @param samplingZ as {@link SamplingError#z}
   */
  public int hiddenByTheEnds(double noiseZ, double samplingZ) {
    if (Double.isNaN(noise.centre().sigma())) {
      return 0;
    }
    LineScan calm = LineJudge.judgeAgain(this, noise.ofCentre(), noiseZ, samplingZ);
    return undecided() - calm.undecided();
  }

  LineScan refined(int newHalvings, boolean nowConverged) {
    return new LineScan(
        line,
        lambdas,
        values,
        secondDifferences,
        thresholds,
        samplingErrors,
        verdicts,
        noise,
        run,
        runLow,
        newHalvings,
        nowConverged);
  }
}
