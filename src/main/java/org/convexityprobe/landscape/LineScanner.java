package org.convexityprobe.landscape;

import java.util.Objects;

/**
 * Measures the length on which a function of λ is convex around λ = 0: the convexity length scale
 * of Bjorck, Kabra, Weinberger and Gomes (AAAI 2021, Table 2).
 *
 * <p>On a uniform grid of spacing h, the second difference of three points φ(λ − sh), φ(λ), φ(λ +
 * sh) is convex above τ, concave below −τ, and undecided between, for s = 1, 2, 4, … τ = z √6 σ̂
 * where the noise is σ̂ at all three, since D of independent noise of standard deviation σ has √6
 * σ; σ̂ is measured around λ = 0 and near both ends, and its logarithm interpolated. L is the
 * length of the longest grid interval that contains 0 and no three points that are concave; 0 may
 * be an end of it. L_low is the same with three neighbours that are undecided counted as concave.
 *
 * <p>The points of a grid are points of the halved one, at twice the spacing, so that halving
 * cannot lengthen L but by what it adds at its two ends: less than h/2 each.
 *
 * <p>Where the function is the mean over a random part of a population, each line also has the
 * range of L for the whole of it; see {@link LineSampling}.
 *
 * <p>A scan costs {@link ScanSettings#evaluations}; each halving of the grid doubles its points.
 */
public final class LineScanner {
  /** Spacing of the noise estimates in units of the grid's, but for coarsely rounded functions. */
  static final double NOISE_SPACING = 1e-4;

  private final ScanSettings settings;
  private final SampleDesign design;
  private final NoiseEstimator noiseEstimator;

  /** Makes a scanner of functions that are their own whole: no population is estimated. */
  public LineScanner(ScanSettings settings) {
    this(settings, null);
  }

  /**
   * Makes a scanner of means over samples.
   *
   * @param design how the samples were drawn; null for functions that are their own whole
   */
  public LineScanner(ScanSettings settings, SampleDesign design) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.design = design == null || design.isWhole() ? null : design;
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
   * @param function the function of λ; a {@link SampledLineFunction} where there is a design
   * @param listener told of every evaluation
   * @throws java.util.concurrent.CancellationException if the listener asks to stop
   */
  public LineScan scan(int line, LineFunction function, ScanListener listener) {
    LineEvaluation evaluation = new LineEvaluation(function, listener);
    evaluation.plan(settings.evaluations());
    GridValues values = GridValues.evaluate(settings.grid(), evaluation, design != null);
    LineNoise noise = measureNoise(values, evaluation);
    return refine(line, values, noise, evaluation);
  }

  private LineScan refine(int line, GridValues coarse, LineNoise noise, LineEvaluation evaluation) {
    GridValues values = coarse;
    LineScan scan = judge(line, values, noise, null);
    int halvings = 0;
    boolean converged = false;
    while (halvings < settings.maxHalvings() && !converged) {
      evaluation.plan(values.grid().points() - 1);
      values = values.halved(evaluation);
      LineScan finer = judge(line, values, noise, null);
      converged = Math.abs(finer.length() - scan.length()) < settings.refineTolerance();
      scan = finer;
      halvings++;
    }
    if (design != null) {
      LineSampling sampling =
          SimultaneousErrors.of(values.samples(), design, settings.confidence(), settings.seed());
      scan = judge(line, values, noise, sampling);
    }
    return scan.refined(halvings, converged);
  }

  private LineScan judge(int line, GridValues values, LineNoise noise, LineSampling sampling) {
    return new LineJudge(values.grid(), values.values(), noise, settings.z()).judge(line, sampling);
  }

  private LineNoise measureNoise(GridValues values, LineEvaluation evaluation) {
    return LineNoise.measured(
        values.firstFinite(),
        values.grid().centre(),
        values.lastFinite(),
        point -> noise(point, values, evaluation));
  }

  /** Estimates the noise around a point of the grid, whose own value is known. */
  private NoiseEstimate noise(int index, GridValues values, LineEvaluation evaluation) {
    double centre = values.grid().lambda(index);
    LineFunction function =
        evaluation.withValues(
            lambda -> lambda == centre ? values.value(index) : evaluation.valueAt(lambda));
    return noiseEstimator.estimate(function, centre, values.grid().spacing() * NOISE_SPACING);
  }
}
