package org.convexityprobe.landscape;

/**
 * The second differences of n equally spaced values at all dyadic spacings: D_{i,s} = φ_{i−s} −
 * 2φ_i + φ_{i+s} for s = 1, 2, 4, … and every i whose three values are on the grid. All triples of
 * a grid are triples of the halved grid too.
 */
final class DyadicTriples {
  private DyadicTriples() {}

  /** Is told of every triple. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Receives a triple.
     *
     * @param level log₂ of the spacing s
     * @param left index i − s; the triple's number at its level too
     * @param middle index i
     * @param right index i + s
     */
    void accept(int level, int left, int middle, int right);
  }

  /**
   * Visits the triples of a grid, narrow ones first, and those of one spacing from left to right.
   */
  static void visit(int points, Visitor visitor) {
    for (int level = 0; level < levels(points); level++) {
      int spacing = 1 << level;
      for (int left = 0; left < count(points, level); left++) {
        visitor.accept(level, left, left + spacing, left + 2 * spacing);
      }
    }
  }

  /** Returns the number of spacings: those for which 2 s is at most the grid's width. */
  static int levels(int points) {
    return 31 - Integer.numberOfLeadingZeros(points - 1);
  }

  /** Returns the number of triples of one spacing. */
  static int count(int points, int level) {
    return points - (2 << level);
  }

  /** Returns the number of triples of all spacings. */
  static int count(int points) {
    int count = 0;
    for (int level = 0; level < levels(points); level++) {
      count += count(points, level);
    }
    return count;
  }

  /**
   * Returns a second difference; NaN if one of the three values is not finite. Symmetric in left
   * and right, bit by bit, so that a reversed line mirrors its verdicts.
   */
  static double difference(double left, double middle, double right) {
    double difference = (left - middle) + (right - middle);
    boolean finite = Double.isFinite(left) && Double.isFinite(middle) && Double.isFinite(right);
    return finite ? difference : Double.NaN;
  }
}
