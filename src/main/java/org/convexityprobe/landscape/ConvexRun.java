package org.convexityprobe.landscape;

import java.util.List;

/**
 * The run of grid points around the centre of a line along which it is convex.
 *
 * @param length right − left; 0 if the centre itself is violated
 * @param left λ of the point before the run: where convexity is last seen to the left
 * @param right λ of the point after the run
 * @param violatedLeft whether a violation ended the run on the left, rather than the line's end
 * @param violatedRight whether a violation ended the run on the right
 * @param undecided undecided points within the run
 */
public record ConvexRun(
    double length,
    double left,
    double right,
    boolean violatedLeft,
    boolean violatedRight,
    int undecided) {

  /** Returns the run of convex and undecided points. */
  static ConvexRun convexOrUndecided(ScanGrid grid, List<Verdict> verdicts) {
    return around(grid, verdicts, true);
  }

  /** Returns the run of convex points alone. */
  static ConvexRun convexOnly(ScanGrid grid, List<Verdict> verdicts) {
    return around(grid, verdicts, false);
  }

  /** {@code verdicts.get(i)} belongs to grid point i + 1. */
  private static ConvexRun around(ScanGrid grid, List<Verdict> verdicts, boolean undecidedToo) {
    int centre = grid.centre() - 1;
    if (!belongs(verdicts.get(centre), undecidedToo)) {
      return new ConvexRun(0, 0, 0, true, true, 0);
    }
    int first = centre;
    while (first > 0 && belongs(verdicts.get(first - 1), undecidedToo)) {
      first--;
    }
    int last = centre;
    while (last < verdicts.size() - 1 && belongs(verdicts.get(last + 1), undecidedToo)) {
      last++;
    }
    int undecided =
        (int)
            verdicts.subList(first, last + 1).stream().filter(v -> v == Verdict.UNDECIDED).count();
    double left = grid.lambda(first);
    double right = grid.lambda(last + 2);
    return new ConvexRun(
        right - left, left, right, first > 0, last < verdicts.size() - 1, undecided);
  }

  private static boolean belongs(Verdict verdict, boolean undecidedToo) {
    return verdict == Verdict.CONVEX || (undecidedToo && verdict == Verdict.UNDECIDED);
  }
}
