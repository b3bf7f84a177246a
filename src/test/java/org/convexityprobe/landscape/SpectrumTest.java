package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Spectra from products alone against those of dense matrices. */
class SpectrumTest {
  private static final int SIZE = 120;
  private static final int PROBES = 200;

  private final RealMatrix matrix = symmetric();
  private final double[] eigenvalues = new EigenDecompositionSymmetric(matrix).getEigenvalues();
  private final Lanczos lanczos = new Lanczos(matrix::operate, SIZE);

  private static RealMatrix symmetric() {
    Random random = new Random(3);
    RealMatrix matrix = MatrixUtils.createRealMatrix(SIZE, SIZE);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        double value = random.nextGaussian() + (i == j ? i / 10.0 : 0);
        matrix.setEntry(i, j, value);
        matrix.setEntry(j, i, value);
      }
    }
    return matrix;
  }

  private static double[] signs(int number) {
    return Signs.draw(
        new ParameterLayout(List.of(new Tensor("all", Role.FILTERS, 0, 1, SIZE))), 5, number);
  }

  @Test
  void aFullRunFindsEveryEigenvalueOnce() {
    List<Tridiagonal.Ritz> found = lanczos.from(signs(0), known -> false).ritzValues();
    assertThat(found).hasSize(SIZE);
    for (int i = 0; i < SIZE; i++) {
      // Rounding of 1e-16 in norms of some 30, over 120 steps.
      assertThat(found.get(i).value()).isCloseTo(eigenvalues[i], within(1e-11));
    }
  }

  @Test
  void residualsBoundTheDistanceToAnEigenvalue() {
    Tridiagonal known = lanczos.from(signs(1), so -> so.diagonal().size() == 25);
    for (Tridiagonal.Ritz ritz : known.ritzValues()) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double eigenvalue : eigenvalues) {
        nearest = Math.min(nearest, Math.abs(eigenvalue - ritz.value()));
      }
      assertThat(nearest).isLessThanOrEqualTo(ritz.residual() + 1e-11);
    }
  }

  @Test
  void stopsWhereTheEndsAreKnown() {
    Tridiagonal known = lanczos.from(signs(2), so -> so.hasEnds(2, 1e-4));
    assertThat(known.diagonal().size()).isLessThan(SIZE);
    assertThat(known.ritzValues().get(1).value())
        .isCloseTo(eigenvalues[1], within(1e-4 * eigenvalues[0]));
  }

  @Test
  void anExhaustedSpaceEndsTheProcess() {
    double[] only = new double[SIZE];
    only[3] = 2;
    Tridiagonal known = new Lanczos(v -> v.clone(), SIZE).from(only, so -> false);
    assertThat(known.diagonal()).containsExactly(1.0);
    assertThat(known.offDiagonal()).containsExactly(0.0);
    assertThat(known.ritzValues().get(0).residual()).isZero();
  }

  @Test
  void traceNormSharesAndDensityAreThoseOfTheMatrix() {
    List<Tridiagonal> probes = new ArrayList<>();
    for (int i = 1; i <= PROBES; i++) {
      probes.add(new Lanczos(matrix::operate, 40).from(signs(i), so -> false));
    }
    Spectrum spectrum = Spectrum.of(SIZE, 3, lanczos.from(signs(0), so -> false), probes);
    double negative = 0;
    double squares = 0;
    for (double eigenvalue : eigenvalues) {
      negative += eigenvalue < 0 ? 1.0 / SIZE : 0;
      squares += eigenvalue * eigenvalue;
    }
    requireNear(spectrum.trace(), matrix.getTrace());
    requireNear(spectrum.squaredNorm(), squares);
    // Quadrature with 40 nodes adds an error of its own, below one node's mean weight.
    assertThat(spectrum.negativeShare().value())
        .isCloseTo(negative, within(4 * spectrum.negativeShare().standardError() + 1.0 / 40));
    assertThat(spectrum.largest().get(2).value()).isCloseTo(eigenvalues[2], within(1e-11));
    assertThat(spectrum.smallest().get(2).value()).isCloseTo(eigenvalues[SIZE - 3], within(1e-11));
    assertThat(spectrum.convexity())
        .isCloseTo(-eigenvalues[SIZE - 1] / eigenvalues[0], within(1e-12));
    double integral = 0;
    List<Double> x = spectrum.density().x();
    for (double density : spectrum.density().density()) {
      integral += density * (x.get(1) - x.get(0));
    }
    // Gaussians are cut at 4 standard deviations: 6e-5 lie beyond.
    assertThat(integral).isCloseTo(1, within(1e-4));
  }

  /** Within four standard errors, which one in 16,000 estimates leaves. */
  private static void requireNear(Spectrum.Mean estimate, double exact) {
    assertThat(Math.abs(estimate.value() - exact)).isLessThan(4 * estimate.standardError());
    assertThat(estimate.standardError()).isPositive();
  }

  @Test
  void positiveDefiniteMatricesAreConvex() {
    Lanczos definite = new Lanczos(v -> matrix.operate(matrix.operate(v)), SIZE);
    Tridiagonal ends = definite.from(signs(0), so -> false);
    assertThat(Spectrum.of(SIZE, 1, ends, List.of(ends)).convexity()).isZero();
  }

  @Test
  void signsLeaveRunningStatisticsAlone() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new Tensor("a", Role.SCALE, 0, 1, 4),
                new Tensor("b", Role.STATISTIC, 4, 1, 4),
                new Tensor("c", Role.FILTERS, 8, 2, 2)));
    double[] signs = Signs.draw(layout, 1, 0);
    for (int i = 0; i < 12; i++) {
      assertThat(Math.abs(signs[i])).isEqualTo(i >= 4 && i < 8 ? 0 : 1);
    }
    assertThat(Signs.draw(layout, 1, 0)).isEqualTo(signs);
    assertThat(Signs.draw(layout, 1, 1)).isNotEqualTo(signs);
    assertThat(Signs.learnt(layout)).isEqualTo(8);
  }
}
