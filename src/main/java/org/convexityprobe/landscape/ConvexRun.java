package org.convexityprobe.landscape;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The longest interval of grid points around λ = 0 on which nothing that was looked at speaks
 * against convexity. 0 may be an end of it, and its length is then that of one side.
 *
 * @param length right − left; 0 if φ is not finite at 0, or at neither point beside it
 * @param left λ of its first point
 * @param right λ of its last point
 * @param violatedLeft whether a violation ended it on the left, rather than the line's end
 * @param violatedRight whether a violation ended it on the right
 * @param undecided undecided second differences of neighbouring points within it
 */
public record ConvexRun(
    double length,
    double left,
    double right,
    boolean violatedLeft,
    boolean violatedRight,
    int undecided) {

  /**
   * Returns the longest interval that holds none of the excluded stretches.
   *
   * @param verdicts the verdict on each interior point, to count the undecided ones
   */
  static ConvexRun of(ScanGrid grid, IntervalSearch search, List<Verdict> verdicts) {
    int[] ends = search.longest();
    if (ends == null) {
      return new ConvexRun(0, 0, 0, true, true, 0);
    }
    double left = grid.lambda(ends[0]);
    double right = grid.lambda(ends[1]);
    // verdicts.get(i) belongs to the grid point i + 1, and an end has no verdict within the run.
    List<Verdict> inside =
        ends[1] - ends[0] < 2 ? List.of() : verdicts.subList(ends[0], ends[1] - 1);
    return new ConvexRun(
        right - left,
        left,
        right,
        ends[0] > 0,
        ends[1] < grid.points() - 1,
        (int) inside.stream().filter(verdict -> verdict == Verdict.UNDECIDED).count());
  }

  /**
   * Returns the run that neighbouring points' verdicts alone leave: no violation lies within it.
   *
   * @param finite which points have a finite value; the others belong to no run
   */
  static ConvexRun withoutViolations(ScanGrid grid, IntPredicate finite, List<Verdict> verdicts) {
    return without(grid, finite, verdicts, false);
  }

  /**
   * Returns the run within which every verdict is convex.
   *
   * @param finite which points have a finite value; the others belong to no run
   */
  static ConvexRun convexOnly(ScanGrid grid, IntPredicate finite, List<Verdict> verdicts) {
    return without(grid, finite, verdicts, true);
  }

  private static ConvexRun without(
      ScanGrid grid, IntPredicate finite, List<Verdict> verdicts, boolean undecidedToo) {
    // A verdict excludes three points together, which alone leaves runs of two.
    IntervalSearch search = IntervalSearch.ofFinite(grid.points(), finite);
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict.isViolation() || (undecidedToo && verdict == Verdict.UNDECIDED)) {
        search.exclude(i, i + 2);
      }
    }
    return of(grid, search, verdicts);
  }
}
