package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the convexity length of a mean over a whole population from a part of it: the same length
 * that {@link LineScanner} finds from all members, but for a stated probability of an error.
 *
 * <p>Only signs of second differences are asked for. Each is decided on a random sample of the
 * members, the same ones at its three points, which grows until the sign is certain: the first
 * 4,096 of a random order, then 1.3 times as many, and so on; on all members where no part of them
 * tells. Triples are decided outward from λ = 0, and what lies beyond the ends of the interval is
 * never looked at (Bjorck et al., AAAI 2021, have the length; Wald, <i>Ann. Math. Stat.</i> 16,
 * 1945, the idea of sequential samples). {@link ErrorBudget} says how the probability of an error
 * is spent, {@link SampleMoments} how bounds allow for the skewness of losses.
 *
 * <p>What samples cannot show: members so few that a sample is likely to miss all of them. A share
 * p of the members is missed by the first sample with probability exp(−4,096 p).
 */
public final class AdaptiveScanner {
  private final ScanSettings settings;
  private final AdaptiveSettings adaptive;

  /**
   * Makes a scanner.
   *
   * @param settings grid, noise and z; the grid is not refined
   * @throws IllegalArgumentException if they ask for halvings
   */
  public AdaptiveScanner(ScanSettings settings, AdaptiveSettings adaptive) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.adaptive = Objects.requireNonNull(adaptive, "adaptive");
    if (settings.maxHalvings() > 0) {
      throw new IllegalArgumentException("an adaptive scan does not refine its grid");
    }
  }

  /** Scans one line. */
  public LineScan scan(int line, PopulationFunction function) {
    return scan(line, function, ScanListener.NONE);
  }

  /**
   * Scans one line.
   *
   * @param line index of the line; each has its own order of members
   * @param listener told of evaluations, counted in members
   * @throws java.util.concurrent.CancellationException if the listener asks to stop
   */
  public LineScan scan(int line, PopulationFunction function, ScanListener listener) {
    ScanGrid grid = settings.grid();
    GrowingSample sample = new GrowingSample(function, grid, adaptive.seed(), line, listener);
    SampleSchedule schedule = new SampleSchedule(adaptive, function.size());
    sample.plan(expectedEvaluations(settings, adaptive, function.size()));
    int outline = Math.min(adaptive.outline(), function.size());
    for (int point = 0; point < grid.points(); point++) {
      sample.grow(point, outline);
    }
    LineNoise noise = measureNoise(sample, outline);
    Thresholds thresholds = new Thresholds(grid, sample::mean, noise, settings.z());
    AdaptiveSearch search =
        new AdaptiveSearch(sample, grid, schedule, adaptive.errorProbability(), thresholds);
    IntervalSearch interval = search.run();
    return result(line, sample, search, interval, noise, thresholds);
  }

  private LineScan result(
      int line,
      GrowingSample sample,
      AdaptiveSearch search,
      IntervalSearch interval,
      LineNoise noise,
      Thresholds thresholds) {
    ScanGrid grid = settings.grid();
    List<Double> values = new ArrayList<>();
    List<Integer> members = new ArrayList<>();
    for (int point = 0; point < grid.points(); point++) {
      values.add(sample.mean(point));
      members.add(sample.size(point));
    }
    List<Double> differences = new ArrayList<>();
    List<Double> margins = new ArrayList<>();
    for (int left = 0; left < grid.points() - 2; left++) {
      differences.add(sample.difference(left, left + 1, left + 2).mean());
      margins.add(thresholds.at(left, left + 1, left + 2));
    }
    List<Verdict> verdicts = search.verdicts();
    long plain = (long) settings.evaluations() * sample.population();
    return new LineScan(
        line,
        LineJudge.collect(grid),
        values,
        differences,
        margins,
        verdicts,
        noise,
        ConvexRun.of(grid, interval, verdicts),
        ConvexRun.convexOnly(grid, sample::isFinite, verdicts),
        null,
        null,
        0,
        false,
        new AdaptiveEvidence(
            sample.population(),
            adaptive.errorProbability(),
            members,
            sample.evaluations(),
            plain,
            search.decisions()));
  }

  /**
   * Measures the noise around 0 and the outermost finite points. A mean over few members has no
   * less noise than one over all of them.
   */
  private LineNoise measureNoise(GrowingSample sample, int outline) {
    return LineNoise.measured(
        settings.grid(), sample::isFinite, point -> noise(sample, point, outline));
  }

  private NoiseEstimate noise(GrowingSample sample, int point, int outline) {
    return new NoiseEstimator(settings.noiseEvaluations())
        .estimate(
            sample.meanOfFirst(outline, point),
            settings.grid().lambda(point),
            settings.grid().spacing() * LineScanner.NOISE_SPACING);
  }

  /**
   * Returns how many evaluations of a member a line takes whose triples are all decided at the
   * first look.
   *
   * @param population number of members
   */
  public static int expectedEvaluations(
      ScanSettings settings, AdaptiveSettings adaptive, int population) {
    int points = settings.grid().points();
    int noise = settings.evaluations() - points;
    long members =
        (long) points * Math.min(adaptive.firstSample(), population)
            + (long) noise * Math.min(adaptive.outline(), population);
    return (int) Math.min(Integer.MAX_VALUE, members);
  }
}
