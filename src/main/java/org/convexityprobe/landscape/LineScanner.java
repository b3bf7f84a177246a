package org.convexityprobe.landscape;

import java.util.Objects;

/**
 * Measures the length on which a function of λ is convex around λ = 0: the convexity length scale
 * of Bjorck, Kabra, Weinberger and Gomes (AAAI 2021, Table 2).
 *
 * <p>On a uniform grid of spacing h, the second difference D_i is convex above τ_i, concave below
 * −τ_i, and undecided between. τ_i = z √6 σ̂, since D_i of independent noise of standard deviation
 * σ has √6 σ; σ̂ is measured around λ = 0 and both ends, and the largest taken. Where the function
 * is the mean over a part of a population, τ_i = √((z √6 σ̂)² + (z_s SE(D_i))²). L is the length of
 * the run of convex and undecided points around the centre, L_low that of the convex points alone.
 *
 * <p>A scan costs {@link ScanSettings#evaluations}; each halving of the grid doubles its points. A
 * coarse grid can only overestimate L.
 */
public final class LineScanner {
  /** Spacing of the noise estimates in units of the grid's, but for coarsely rounded functions. */
  private static final double NOISE_SPACING = 1e-4;

  private final ScanSettings settings;
  private final NoiseEstimator noiseEstimator;

  /** Makes a scanner. */
  public LineScanner(ScanSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.noiseEstimator = new NoiseEstimator(settings.noiseEvaluations());
  }

  /** Scans one line. */
  public LineScan scan(int line, LineFunction function) {
    return scan(line, function, ScanListener.NONE);
  }

  /**
   * Scans one line.
   *
   * @param line index of the line, kept in the result
   * @param function the function of λ
   * @param listener told of every evaluation
   * @throws java.util.concurrent.CancellationException if the listener asks to stop
   */
  public LineScan scan(int line, LineFunction function, ScanListener listener) {
    LineEvaluation evaluation = new LineEvaluation(function, listener);
    evaluation.plan(settings.evaluations());
    boolean keepSamples = evaluation.isSampled() && settings.samplingError().population() > 0;
    GridValues values = GridValues.evaluate(settings.grid(), evaluation, keepSamples);
    LineJudge judge = new LineJudge(settings, measureNoise(values, evaluation));
    return refine(judge.judge(line, values), values, judge, evaluation);
  }

  private LineScan refine(
      LineScan first, GridValues coarse, LineJudge judge, LineEvaluation evaluation) {
    LineScan scan = first;
    GridValues values = coarse;
    for (int halvings = 1; halvings <= settings.maxHalvings(); halvings++) {
      evaluation.plan(values.grid().points() - 1);
      values = values.halved(evaluation);
      LineScan finer = judge.judge(scan.line(), values);
      boolean converged = Math.abs(finer.length() - scan.length()) < settings.refineTolerance();
      scan = finer.refined(halvings, converged);
      if (converged) {
        break;
      }
    }
    return scan;
  }

  private LineNoise measureNoise(GridValues values, LineEvaluation evaluation) {
    ScanGrid grid = values.grid();
    double spacing = Math.max(grid.spacing() * NOISE_SPACING, evaluation.resolution());
    return new LineNoise(
        noise(0, spacing, values, evaluation),
        noise(grid.centre(), spacing, values, evaluation),
        noise(grid.points() - 1, spacing, values, evaluation));
  }

  /** Estimates the noise around a point of the grid, whose own value is known. */
  private NoiseEstimate noise(
      int index, double spacing, GridValues values, LineEvaluation evaluation) {
    double centre = values.grid().lambda(index);
    LineFunction function =
        lambda -> lambda == centre ? values.value(index) : evaluation.valueAt(lambda);
    return noiseEstimator.estimate(function, centre, spacing);
  }
}
