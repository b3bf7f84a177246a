package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Where a surface is convex: the eigenvalues of its 2 × 2 Hessian, by central differences, at the
 * interior points of its grid. With n × m points every list has m − 2 rows of n − 2.
 *
 * <p>The Hessian is that of the coordinates (x, y). Its signs, and so the verdicts, do not depend
 * on how the two directions are scaled or whether they are orthogonal; its eigenvalues do.
 *
 * @param smaller the smaller eigenvalue; NaN where one of the nine values is not finite
 * @param larger the larger eigenvalue
 * @param thresholds the absolute value up to which an eigenvalue cannot be told from 0; infinite
 *     where the noise is not known
 * @param verdicts what the signs of the two eigenvalues say
 */
public record ConvexityMap(
    List<List<Double>> smaller,
    List<List<Double>> larger,
    List<List<Double>> thresholds,
    List<List<SurfaceVerdict>> verdicts) {
  /** Copies the lists. */
  public ConvexityMap {
    smaller = smaller.stream().map(List::copyOf).toList();
    larger = larger.stream().map(List::copyOf).toList();
    thresholds = thresholds.stream().map(List::copyOf).toList();
    verdicts = verdicts.stream().map(List::copyOf).toList();
  }

  /**
   * Maps a surface whose noise is the same everywhere.
   *
   * @param noise standard deviation σ of the noise of its values, at least 0; NaN if not known
   * @param z threshold in standard deviations
   */
  public static ConvexityMap of(SurfaceScan scan, double noise, double z) {
    return of(scan, (x, y) -> noise, z);
  }

  /**
   * Maps a surface of at least 3 × 3 points.
   *
   * @param noise standard deviation σ of the noise of its values at (x, y), at least 0; NaN where
   *     it is not known, which leaves the point undecided
   * @param z threshold in standard deviations. An eigenvalue moves by at most the Frobenius norm of
   *     the Hessian's error, which has the expected square σ² (6/h_x⁴ + 6/h_y⁴ + 1/(2 h_x² h_y²))
   */
  public static ConvexityMap of(SurfaceScan scan, DoubleBinaryOperator noise, double z) {
    if (scan.x().points() < 3 || scan.y().points() < 3) {
      throw new IllegalArgumentException(
          "a convexity map needs 3 × 3 points; the surface has %d × %d"
              .formatted(scan.x().points(), scan.y().points()));
    }
    double factor = z * errorNorm(scan.x().spacing(), scan.y().spacing());
    List<List<Double>> smaller = new ArrayList<>();
    List<List<Double>> larger = new ArrayList<>();
    List<List<Double>> thresholds = new ArrayList<>();
    List<List<SurfaceVerdict>> verdicts = new ArrayList<>();
    for (int j = 1; j < scan.y().points() - 1; j++) {
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      List<Double> limits = new ArrayList<>();
      List<SurfaceVerdict> row = new ArrayList<>();
      for (int i = 1; i < scan.x().points() - 1; i++) {
        double[] eigenvalues = eigenvalues(scan, i, j);
        double sigma = noise.applyAsDouble(scan.x().coordinate(i), scan.y().coordinate(j));
        requireNotNegative(sigma, z);
        double threshold =
            Double.isNaN(sigma)
                ? Double.POSITIVE_INFINITY
                : Math.max(factor * sigma, roundingBound(scan, i, j));
        low.add(eigenvalues[0]);
        high.add(eigenvalues[1]);
        limits.add(threshold);
        row.add(SurfaceVerdict.of(eigenvalues[0], eigenvalues[1], threshold));
      }
      smaller.add(low);
      larger.add(high);
      thresholds.add(limits);
      verdicts.add(row);
    }
    return new ConvexityMap(smaller, larger, thresholds, verdicts);
  }

  /** Returns the number of points that have a verdict. */
  public int points() {
    return verdicts.size() * verdicts.get(0).size();
  }

  /**
   * Returns the share of the points with each verdict, between 0 and 1, in the order of the enum.
   */
  public Map<SurfaceVerdict, Double> shares() {
    Map<SurfaceVerdict, Double> shares = new EnumMap<>(SurfaceVerdict.class);
    for (SurfaceVerdict verdict : SurfaceVerdict.values()) {
      long count = verdicts.stream().flatMap(List::stream).filter(v -> v == verdict).count();
      shares.put(verdict, (double) count / points());
    }
    return shares;
  }

  private static void requireNotNegative(double noise, double z) {
    if (noise < 0 || !(z >= 0)) {
      throw new IllegalArgumentException(
          "noise %s and z %s; expected at least 0".formatted(noise, z));
    }
  }

  private static double errorNorm(double hx, double hy) {
    double xx = 1 / (hx * hx);
    double yy = 1 / (hy * hy);
    return Math.sqrt(6 * xx * xx + 6 * yy * yy + 0.5 * xx * yy);
  }

  private static double[] eigenvalues(SurfaceScan scan, int i, int j) {
    double hx = scan.x().spacing();
    double hy = scan.y().spacing();
    double centre = scan.value(i, j);
    double xx = ((scan.value(i - 1, j) - centre) + (scan.value(i + 1, j) - centre)) / (hx * hx);
    double yy = ((scan.value(i, j - 1) - centre) + (scan.value(i, j + 1) - centre)) / (hy * hy);
    double xy =
        ((scan.value(i + 1, j + 1) - scan.value(i + 1, j - 1))
                - (scan.value(i - 1, j + 1) - scan.value(i - 1, j - 1)))
            / (4 * hx * hy);
    double mean = (xx + yy) / 2;
    double radius = Math.hypot((xx - yy) / 2, xy);
    boolean finite = Double.isFinite(mean) && Double.isFinite(radius);
    return finite
        ? new double[] {mean - radius, mean + radius}
        : new double[] {Double.NaN, Double.NaN};
  }

  /** The rounding of the nine values, half a unit in the last place each, by the same bound. */
  private static double roundingBound(SurfaceScan scan, int i, int j) {
    double largest = 0;
    for (int dj = -1; dj <= 1; dj++) {
      for (int di = -1; di <= 1; di++) {
        largest = Math.max(largest, Math.abs(scan.value(i + di, j + dj)));
      }
    }
    return Double.isFinite(largest)
        ? 4 * Math.ulp(largest) * errorNorm(scan.x().spacing(), scan.y().spacing())
        : 0;
  }
}
