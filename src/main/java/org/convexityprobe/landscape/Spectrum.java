package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.Tridiagonal.Ritz;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * What is known of the eigenvalues of a symmetric matrix.
 *
 * @param size number of rows n
 * @param largest the largest eigenvalues with their residuals, the largest first
 * @param smallest the smallest ones, the smallest first
 * @param trace Tr A (Hutchinson 1990)
 * @param squaredNorm ‖A‖_F², from ‖A z‖² of the same vectors z of random signs
 * @param traceOverNorm Tr A / ‖A‖_F
 * @param convexity |λ_min / λ_max| (Li et al. 2018, § 6): 0 where the loss is convex
 * @param negativeShare share of eigenvalues below 0
 * @param density the density of eigenvalues, smoothed
 */
public record Spectrum(
    int size,
    List<Eigenvalue> largest,
    List<Eigenvalue> smallest,
    Mean trace,
    Mean squaredNorm,
    double traceOverNorm,
    double convexity,
    Mean negativeShare,
    Density density) {
  /** Points of the density. */
  private static final int POINTS = 401;

  /** The width of the smoothing, relative to the range of eigenvalues. */
  private static final double WIDTH = 0.01;

  /**
   * An eigenvalue.
   *
   * @param value of it
   * @param residual an eigenvalue is no farther away than this
   */
  public record Eigenvalue(double value, double residual) {}

  /**
   * A mean over random vectors.
   *
   * @param value the mean
   * @param standardError SD/√m over m vectors; NaN for one
   */
  public record Mean(double value, double standardError) {
    /** Returns the mean of values, and how well it is known. */
    public static Mean of(double... values) {
      DescriptiveStatistics statistics = new DescriptiveStatistics(values);
      return new Mean(
          statistics.getMean(),
          values.length < 2
              ? Double.NaN
              : statistics.getStandardDeviation() / Math.sqrt(values.length));
    }
  }

  /**
   * A density by stochastic Lanczos quadrature (Golub and Meurant; Ghorbani, Krishnan and Xiao
   * 2019), each node drawn as a Gaussian.
   *
   * @param width standard deviation of the Gaussians
   * @param x eigenvalues
   * @param density of eigenvalues there; its integral is 1
   */
  public record Density(double width, List<Double> x, List<Double> density) {
    /** Copies the lists. */
    public Density {
      x = List.copyOf(x);
      density = List.copyOf(density);
    }
  }

  /**
   * Sums up what the Lanczos process found.
   *
   * @param size number of rows n of the matrix
   * @param count how many eigenvalues to give at each end
   * @param ends a long run, for the ends of the spectrum
   * @param probes runs from vectors of random signs, at least one
   */
  public static Spectrum of(int size, int count, Tridiagonal ends, List<Tridiagonal> probes) {
    List<Ritz> values = ends.ritzValues();
    int given = Math.min(count, (values.size() + 1) / 2);
    List<Eigenvalue> largest = new ArrayList<>();
    List<Eigenvalue> smallest = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      largest.add(eigenvalue(values.get(i)));
      smallest.add(eigenvalue(values.get(values.size() - 1 - i)));
    }
    Mean trace = Mean.of(probes.stream().mapToDouble(p -> size * p.diagonal().get(0)).toArray());
    Mean norm = Mean.of(probes.stream().mapToDouble(p -> size * squaredProduct(p)).toArray());
    return new Spectrum(
        size,
        largest,
        smallest,
        trace,
        norm,
        trace.value() / Math.sqrt(norm.value()),
        Math.abs(Math.min(0, smallest.get(0).value()) / largest.get(0).value()),
        Mean.of(probes.stream().mapToDouble(Spectrum::negative).toArray()),
        density(smallest.get(0).value(), largest.get(0).value(), probes));
  }

  private static Eigenvalue eigenvalue(Ritz ritz) {
    return new Eigenvalue(ritz.value(), ritz.residual());
  }

  /** ‖A v‖² of the start vector of length 1: A v = α_1 v + β_1 v_2. */
  private static double squaredProduct(Tridiagonal probe) {
    double first = probe.diagonal().get(0);
    double second = probe.offDiagonal().get(0);
    return first * first + second * second;
  }

  private static double negative(Tridiagonal probe) {
    return probe.ritzValues().stream()
        .filter(ritz -> ritz.value() < 0)
        .mapToDouble(Ritz::weight)
        .sum();
  }

  private static Density density(double low, double high, List<Tridiagonal> probes) {
    double width = Math.max(WIDTH * (high - low), Double.MIN_NORMAL);
    double[] density = new double[POINTS];
    List<Double> x = new ArrayList<>();
    double from = low - 4 * width;
    double step = (high - low + 8 * width) / (POINTS - 1);
    for (int i = 0; i < POINTS; i++) {
      x.add(from + i * step);
    }
    for (Tridiagonal probe : probes) {
      for (Ritz ritz : probe.ritzValues()) {
        for (int i = 0; i < POINTS; i++) {
          double distance = (x.get(i) - ritz.value()) / width;
          density[i] +=
              ritz.weight()
                  * Math.exp(-distance * distance / 2)
                  / (width * Math.sqrt(2 * Math.PI) * probes.size());
        }
      }
    }
    List<Double> values = new ArrayList<>();
    for (double value : density) {
      values.add(value);
    }
    return new Density(width, x, values);
  }
}
