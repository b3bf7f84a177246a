package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.convexityprobe.landscape.AdaptiveEvidence.Decision;

/**
 * Finds the longest interval around λ = 0 without a concave second difference of the population,
 * and looks at no more members than that takes.
 *
 * <p>While some triples are open, the longest interval that holds none known to be concave can only
 * get shorter. Of the open triples within it, the one nearest to 0 is decided next: those beyond
 * its final ends are never looked at.
 */
final class AdaptiveSearch {
  /** A triple of points 2^level apart. */
  private record Triple(int level, int left, int middle, int right) {}

  private final GrowingSample sample;
  private final SampleSchedule schedule;
  private final ErrorBudget budget;
  private final Thresholds thresholds;
  private final IntervalSearch interval;
  private final List<Triple> open = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  /** The look at which each point is; −1 before the first. */
  private final int[] looks;

  /** The last look at which each triple was tried, by level and left end; −1 before the first. */
  private final int[][] tried;

  /** Lower bounds that hold for all triples at once, by level and left end. */
  private final double[][] bounds;

  private final Verdict[] neighbours;

  AdaptiveSearch(
      GrowingSample sample,
      ScanGrid grid,
      SampleSchedule schedule,
      double errorProbability,
      Thresholds thresholds) {
    int points = grid.points();
    this.sample = sample;
    this.schedule = schedule;
    this.budget = new ErrorBudget(points, errorProbability, schedule.uncertainLooks());
    this.thresholds = thresholds;
    interval = IntervalSearch.ofFinite(points, sample::isFinite);
    looks = new int[points];
    Arrays.fill(looks, -1);
    neighbours = new Verdict[points - 2];
    bounds = new double[DyadicTriples.levels(points)][points];
    for (double[] level : bounds) {
      Arrays.fill(level, Double.NEGATIVE_INFINITY);
    }
    tried = new int[bounds.length][points];
    for (int[] level : tried) {
      Arrays.fill(level, -1);
    }
    DyadicTriples.visit(
        points, (level, left, middle, right) -> open.add(new Triple(level, left, middle, right)));
    int centre = grid.centre();
    open.sort(
        Comparator.<Triple>comparingInt(
                t -> Math.max(Math.abs(t.left() - centre), Math.abs(t.right() - centre)))
            .thenComparingInt(Triple::level)
            .thenComparingInt(Triple::left));
  }

  /** Decides triples until the interval is known. */
  IntervalSearch run() {
    for (Optional<Triple> next = next(); next.isPresent(); next = next()) {
      if (decide(next.get())) {
        open.remove(next.get());
      }
    }
    return interval;
  }

  /** Returns the decisions that were made, in their order. */
  List<Decision> decisions() {
    return decisions;
  }

  /**
   * Returns the verdicts on neighbouring points: those that were decided, and what the sample says
   * of the others.
   */
  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (int left = 0; left < neighbours.length; left++) {
      boolean known = neighbours[left] != null && areFinite(left);
      verdicts.add(known ? neighbours[left] : glance(left));
    }
    return verdicts;
  }

  /** Returns whether three neighbours are finite, also after points of wider triples have grown. */
  private boolean areFinite(int left) {
    return sample.isFinite(left) && sample.isFinite(left + 1) && sample.isFinite(left + 2);
  }

  private Optional<Triple> next() {
    int[] ends = interval.longest();
    return ends == null
        ? Optional.empty()
        : open.stream().filter(t -> ends[0] <= t.left() && t.right() <= ends[1]).findFirst();
  }

  /** Decides a triple, or lets its sample grow. */
  private boolean decide(Triple triple) {
    double threshold = thresholds.at(triple.left(), triple.middle(), triple.right());
    if (triple.level() > 0 && implied(triple) >= -threshold) {
      bounds[triple.level()][triple.left()] = implied(triple);
      return true;
    }
    grow(triple);
    // Each of them, since narrower triples at these points may be decided already.
    boolean finite = true;
    for (int point : new int[] {triple.left(), triple.middle(), triple.right()}) {
      finite = excludeUnlessFinite(point) && finite;
    }
    if (!finite) {
      return false; // and no longer within the interval
    }
    SampleMoments moments = sample.difference(triple.left(), triple.middle(), triple.right());
    double[] level = bounds[triple.level()];
    level[triple.left()] = Math.max(level[triple.left()], moments.lower(budget.all()));
    double lower = moments.lower(budget.notConcave(triple.left(), triple.right()));
    double upper = moments.upper(budget.concave(triple.level()));
    if (lower >= -threshold) {
      record(triple, moments, lower, lower > threshold ? Verdict.CONVEX : Verdict.UNDECIDED);
      return true;
    }
    if (upper < -threshold) {
      interval.exclude(triple.left(), triple.right());
      record(triple, moments, upper, Verdict.CONCAVE);
      return true;
    }
    return false;
  }

  /** D of a triple is D of three narrower ones: the outer two, and twice the one in the middle. */
  private double implied(Triple triple) {
    double[] narrower = bounds[triple.level() - 1];
    int step = 1 << (triple.level() - 1);
    return narrower[triple.left()]
        + 2 * narrower[triple.left() + step]
        + narrower[triple.left() + 2 * step];
  }

  /**
   * Brings a triple to a look at which it was not tried yet: that of its points, which others may
   * have brought further, or the next one.
   */
  private void grow(Triple triple) {
    int[] points = {triple.left(), triple.middle(), triple.right()};
    int look = Arrays.stream(points).map(point -> looks[point]).min().getAsInt();
    int[] level = tried[triple.level()];
    if (look == level[triple.left()]) {
      for (int point : points) {
        if (looks[point] == look) {
          looks[point] = look + 1;
          sample.grow(point, schedule.size(look + 1));
        }
      }
      look++;
    }
    level[triple.left()] = look;
  }

  /** Returns whether all terms at a point are finite; a point where one is not ends intervals. */
  private boolean excludeUnlessFinite(int point) {
    boolean finite = sample.isFinite(point);
    if (!finite) {
      interval.exclude(point, point);
    }
    return finite;
  }

  /** Returns what the sample says of three neighbours that no decision was needed on. */
  private Verdict glance(int left) {
    if (!areFinite(left)) {
      return Verdict.NON_FINITE;
    }
    SampleMoments moments = sample.difference(left, left + 1, left + 2);
    double threshold = thresholds.at(left, left + 1, left + 2);
    if (moments.lower(budget.all()) > threshold) {
      return Verdict.CONVEX;
    }
    return moments.upper(budget.concave(0)) < -threshold ? Verdict.CONCAVE : Verdict.UNDECIDED;
  }

  private void record(Triple triple, SampleMoments moments, double bound, Verdict verdict) {
    if (triple.level() == 0) {
      neighbours[triple.left()] = verdict;
    }
    decisions.add(
        new Decision(
            triple.level(),
            triple.left(),
            moments.count(),
            moments.mean(),
            moments.standardError(),
            bound,
            verdict));
  }
}
