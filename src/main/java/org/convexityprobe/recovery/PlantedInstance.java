package org.convexityprobe.recovery;

import java.util.Arrays;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.convexityprobe.data.RandomStreams;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.landscape.GradientAlignment;
import org.convexityprobe.nmf.Quartic;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * A matrix X* = U*U*ᵀ that is known, and noisy measurements of it. A rectangular X* = U*V*ᵀ is the
 * upper right block of W*W*ᵀ with W* = [U*; V*], balanced, so that U*ᵀU* = V*ᵀV*.
 *
 * @param truth U*, n × r; W* of a rectangular matrix
 * @param loss of the measurements y_i = ⟨A_i, X*⟩ + w_i
 */
public record PlantedInstance(Factor truth, RecoveryLoss loss) {
  /** What is drawn. */
  private static final int TRUTH = 0;

  private static final int NOISE = 1;
  private static final int START = 2;

  /** The stream of the rows that are not 0. */
  private static final long PLACES = Long.MIN_VALUE;

  /**
   * Squared relative distances below it are formed from differences: rounding makes an error of
   * some 1e-16 in a difference of squared norms.
   */
  private static final double CLOSE = 1e-12;

  /**
   * Which instances are drawn.
   *
   * @param ensemble law of the measurements
   * @param size n
   * @param columns of rectangular matrices; 0 of symmetric ones
   * @param rank r, below n and the number of columns
   * @param count m
   * @param noise standard deviation σ_w of w_i
   */
  public record Shape(Ensemble ensemble, int size, int columns, int rank, int count, double noise) {
    /** Describes symmetric matrices. */
    public Shape(Ensemble ensemble, int size, int rank, int count, double noise) {
      this(ensemble, size, 0, rank, count, noise);
    }

    /** Checks every number, and that the measurements fit. */
    public Shape {
      if (size < 2) {
        throw new IllegalArgumentException("size is %d; expected at least 2".formatted(size));
      }
      if (columns < 0 || columns == 1) {
        throw new IllegalArgumentException(
            "columns is %d; expected 0, for symmetric matrices, or at least 2".formatted(columns));
      }
      int least = columns == 0 ? size : Math.min(size, columns);
      if (rank < 1 || rank >= least) {
        throw new IllegalArgumentException(
            "rank %d of matrices of %d rows%s; expected 1 to %d"
                .formatted(
                    rank,
                    size,
                    columns == 0 ? "" : " and %d columns".formatted(columns),
                    least - 1));
      }
      if (columns == 0) {
        ensemble.requireFit(size, count);
      } else {
        RectangularMeasurements.requireFit(ensemble, size, columns, count);
      }
      if (!(noise >= 0) || Double.isInfinite(noise)) {
        throw new IllegalArgumentException(
            "noise of standard deviation %s; expected 0 or more, finite".formatted(noise));
      }
    }
  }

  /**
   * Draws an instance: U* with entries N(0, 1/n), so that the eigenvalues of X* are near 1 where r
   * is small against n. Of a rectangular X*, U* has entries N(0, 1/n₁) and V* N(0, 1/n₂), and both
   * are then balanced.
   *
   * @param seed of everything that is drawn
   */
  public static PlantedInstance draw(Shape shape, long seed) {
    return draw(shape, seed, Computing.DEFAULT);
  }

  /**
   * Draws an instance; see {@link #draw(Shape, long)}.
   *
   * @param seed of everything that is drawn
   * @param computing how its measurements are applied
   */
  public static PlantedInstance draw(Shape shape, long seed, Computing computing) {
    ContinuousSampler normal = stream(seed, TRUTH);
    Factor truth = gaussian(shape.size(), shape.rank(), Math.sqrt(1.0 / shape.size()), normal);
    if (shape.columns() > 0) {
      double deviation = Math.sqrt(1.0 / shape.columns());
      truth = balanced(truth, gaussian(shape.columns(), shape.rank(), deviation, normal));
    }
    return measured(shape, truth, seed, computing);
  }

  /** Returns [U*; V*] with U*V*ᵀ = UVᵀ and U*ᵀU* = V*ᵀV*. */
  private static Factor balanced(Factor u, Factor v) {
    RealMatrix left = new CholeskyDecomposition(u.gram(u)).getLT();
    RealMatrix right = new CholeskyDecomposition(v.gram(v)).getLT();
    SingularValueDecomposition product =
        new SingularValueDecomposition(left.multiplyTransposed(right));
    double[] roots = Arrays.stream(product.getSingularValues()).map(Math::sqrt).toArray();
    RealMatrix scale = MatrixUtils.createRealDiagonalMatrix(roots);
    // U = QL with orthonormal Q, so that UL⁻¹P√S is the balanced left factor.
    return u.times(MatrixUtils.inverse(left).multiply(product.getU()).multiply(scale))
        .above(v.times(MatrixUtils.inverse(right).multiply(product.getV()).multiply(scale)));
  }

  /**
   * Draws an instance whose U* is 0 but for some rows, with entries N(0, 1/support) there: the
   * fewer, the more coherent.
   *
   * @param support number of rows that are not 0, from r to n
   * @param seed of everything that is drawn
   * @param computing how its measurements are applied
   */
  public static PlantedInstance coherent(Shape shape, int support, long seed, Computing computing) {
    if (support < shape.rank() || support > shape.size()) {
      throw new IllegalArgumentException(
          "%d rows of %d are not 0; expected %d, the rank, or more"
              .formatted(support, shape.size(), shape.rank()));
    }
    Factor rows = gaussian(support, shape.rank(), Math.sqrt(1.0 / support), stream(seed, TRUTH));
    int[] places = PermutationSampler.natural(shape.size());
    PermutationSampler.shuffle(RandomStreams.generator(seed, PLACES), places);
    double[] values = new double[shape.size() * shape.rank()];
    for (int row = 0; row < support; row++) {
      System.arraycopy(
          rows.values(), row * shape.rank(), values, places[row] * shape.rank(), shape.rank());
    }
    return measured(shape, new Factor(shape.size(), shape.rank(), values), seed, computing);
  }

  private static PlantedInstance measured(
      Shape shape, Factor truth, long seed, Computing computing) {
    Measurements drawn =
        shape.columns() == 0
            ? shape.ensemble().draw(shape.size(), shape.count(), seed)
            : RectangularMeasurements.draw(
                shape.ensemble(), shape.size(), shape.columns(), shape.count(), seed);
    Measurements measurements = drawn.with(computing);
    double[] y = measurements.of(truth, truth);
    ContinuousSampler noise = stream(seed, NOISE);
    for (int i = 0; i < y.length; i++) {
      y[i] += shape.noise() * noise.sample();
    }
    BalancePenalty balance = shape.columns() == 0 ? null : new BalancePenalty(shape.size());
    return new PlantedInstance(truth, new RecoveryLoss(measurements, y, balance));
  }

  /**
   * Returns a random starting point: entries N(0, 1/n), as U* has; N(0, 1/(n₁ + n₂)) where X* is
   * rectangular, which is half the variance of W* for n₁ = n₂.
   *
   * @param index which one
   */
  public Factor start(int index, long seed) {
    return gaussian(
        truth.rows(), truth.rank(), Math.sqrt(1.0 / truth.rows()), stream(seed, START + index));
  }

  /** Returns ‖UUᵀ − X*‖_F / ‖X*‖_F; ‖WWᵀ − W*W*ᵀ‖_F / ‖W*W*ᵀ‖_F of a rectangular matrix. */
  public double relativeError(Factor u) {
    return relativeDistance(u, truth);
  }

  /** Returns ‖UUᵀ − VVᵀ‖_F / ‖X*‖_F. */
  public double relativeDistance(Factor u, Factor v) {
    double squares = square(u.gram(u)) - 2 * square(v.gram(u)) + square(v.gram(v));
    double scale = square(truth.gram(truth));
    double distance = squares < CLOSE * scale ? closeSquares(u, v) : squares;
    return Math.sqrt(Math.max(0, distance) / scale);
  }

  /**
   * Returns ‖UUᵀ − VVᵀ‖² of close matrices. With V turned towards U, D = U − V and S = U + V, twice
   * the difference is DSᵀ + SDᵀ. SᵀD is then symmetric, so that no term is negative.
   */
  private static double closeSquares(Factor u, Factor v) {
    Factor turned = turned(v, u);
    Factor difference = u.minus(turned);
    Factor sum = u.plus(1, turned);
    RealMatrix mixed = sum.gram(difference);
    RealMatrix squares = difference.gram(difference).multiply(sum.gram(sum));
    return (squares.getTrace() + mixed.multiply(mixed).getTrace()) / 2;
  }

  /**
   * Returns the coherence n/r · max_i ‖V_i‖² of the rows V_i of U*'s orthonormal basis: 1 to n/r.
   */
  public double coherence() {
    RealMatrix inverse = MatrixUtils.inverse(truth.gram(truth));
    Factor solved = truth.times(inverse);
    double largest = 0;
    for (int row = 0; row < truth.rows(); row++) {
      double square = 0;
      for (int k = 0; k < truth.rank(); k++) {
        square += truth.get(row, k) * solved.get(row, k);
      }
      largest = Math.max(largest, square);
    }
    return largest * truth.rows() / truth.rank();
  }

  /** Returns the optimum nearest to U: U*R with the orthogonal R of the Procrustes problem. */
  public Factor nearest(Factor u) {
    return turned(truth, u);
  }

  /** Returns VR with the orthogonal R for which it is nearest to U. */
  private static Factor turned(Factor v, Factor u) {
    SingularValueDecomposition decomposition = new SingularValueDecomposition(v.gram(u));
    return v.times(decomposition.getU().multiply(decomposition.getVT()));
  }

  /** Returns the distance from U to the nearest optimum. */
  public double distance(Factor u) {
    return u.minus(nearest(u)).norm();
  }

  /** Measures how convex the loss is between U and the nearest optimum. */
  public ConvexityMeasures measures(Factor u) {
    Factor optimum = nearest(u);
    Factor way = optimum.minus(u);
    Factor gradient = loss.gradient(u);
    double slope = gradient.dot(way);
    Quartic segment = loss.along(u, optimum);
    return ConvexityMeasures.of(
        segment,
        segment.minimumCurvature(),
        new GradientAlignment(gradient.norm(), slope, -slope / (gradient.norm() * way.norm())),
        way.norm());
  }

  /** Returns the singular values of X* that are not 0, the largest first. */
  public double[] eigenvalues() {
    double[] values = new SingularValueDecomposition(truth.gram(truth)).getSingularValues();
    // W*ᵀW* is twice the diagonal matrix of the singular values of U*V*ᵀ, but for a rotation.
    double scale = loss.isRectangular() ? 0.5 : 1;
    return Arrays.stream(values).limit(truth.rank()).map(value -> scale * value).toArray();
  }

  /**
   * Returns the curvature under exact isometry towards an eigenpair that is missing: −2λ, or −σ of
   * a rectangular matrix.
   *
   * @param value λ or σ
   */
  double curvatureTowards(double value) {
    return loss.isRectangular() ? -value : -2 * value;
  }

  private static double square(RealMatrix matrix) {
    double norm = matrix.getFrobeniusNorm();
    return norm * norm;
  }

  private static Factor gaussian(int rows, int rank, double deviation, ContinuousSampler normal) {
    double[] values = new double[rows * rank];
    Arrays.setAll(values, i -> deviation * normal.sample());
    return new Factor(rows, rank, values);
  }

  /** Streams of an instance's seed; that of its measurements is its size. */
  private static ContinuousSampler stream(long seed, int what) {
    return ZigguratSampler.NormalizedGaussian.of(RandomStreams.generator(seed, -1L - what));
  }
}
