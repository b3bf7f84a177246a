package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.data.matrix.DenseMatrix;

/**
 * The loss over all entries. It never forms UV: with T = YB, S = YᵀA and the Gram matrices of the
 * factors, ℓ = ½‖Y‖² − ⟨S, B⟩ + ½⟨AᵀA, BᵀB⟩ and ∇_A = A BᵀB − T, ∇_B = B AᵀA − S, where Y is X or
 * Xᵀ, whichever has at least as many rows as columns, and A and B are its factors.
 */
final class DenseLoss extends FactorizationLoss {
  /** Columns of a matrix product beyond which more give no more speed. */
  private static final int PRODUCT_WIDTH = 64;

  private final DoublePointer data;
  private final boolean transposed;
  private final int longSize;
  private final int shortSize;
  private final double squaredNorm;
  private FloatPointer singleData;

  DenseLoss(DenseMatrix matrix, Workers workers) {
    super(matrix, workers);
    transposed = matrix.columns() > matrix.rows();
    longSize = Math.max(matrix.rows(), matrix.columns());
    shortSize = Math.min(matrix.rows(), matrix.columns());
    data = Blas.allocate((long) longSize * shortSize);
    data.put(transposed ? matrix.transposed().values() : matrix.values(), 0, longSize * shortSize);
    squaredNorm = LinearAlgebra.dot(matrix.values(), matrix.values());
  }

  DoublePointer data() {
    return data;
  }

  /** Returns Y in single precision, made when first asked for. */
  FloatPointer singleData() {
    if (singleData == null) {
      FloatPointer single = Blas.allocateSingle((long) longSize * shortSize);
      double[] row = new double[shortSize];
      float[] singleRow = new float[shortSize];
      for (int i = 0; i < longSize; i++) {
        Blas.at(data, (long) i * shortSize).get(row, 0, shortSize);
        for (int j = 0; j < shortSize; j++) {
          singleRow[j] = (float) row[j];
        }
        Blas.at(single, (long) i * shortSize).put(singleRow, 0, shortSize);
      }
      singleData = single;
    }
    return singleData;
  }

  int longSize() {
    return longSize;
  }

  int shortSize() {
    return shortSize;
  }

  double squaredNorm() {
    return squaredNorm;
  }

  /** Returns A, the factor with the rows of Y. */
  double[] longSide(Factors point) {
    return transposed ? point.right() : point.left();
  }

  /** Returns B, the factor with the columns of Y. */
  double[] shortSide(Factors point) {
    return transposed ? point.left() : point.right();
  }

  private DensePass pass(List<Factors> points) {
    points.forEach(this::requireShape);
    int rank = points.get(0).rank();
    if (points.stream().anyMatch(point -> point.rank() != rank)) {
      throw new IllegalArgumentException("points of different ranks in one pass");
    }
    return new DensePass(
        this,
        rank,
        points.stream().map(this::longSide).toList(),
        points.stream().map(this::shortSide).toList());
  }

  private double loss(DensePass pass, int set, double[] product, double[] shortFactor) {
    return 0.5 * squaredNorm
        - LinearAlgebra.dot(product, shortFactor)
        + 0.5 * LinearAlgebra.dot(pass.gramLong(set), pass.gramShort(set));
  }

  /** Returns ∇_B = B AᵀA − S. */
  static double[] shortGradient(double[] factor, double[] gramLong, double[] product, int rank) {
    try (DoublePointer b = Blas.allocate(factor.length);
        DoublePointer gram = Blas.allocate(gramLong.length);
        DoublePointer gradient = Blas.allocate(factor.length)) {
      b.put(factor, 0, factor.length);
      gram.put(gramLong, 0, gramLong.length);
      gradient.put(product, 0, product.length);
      Blas.product(factor.length / rank, rank, rank, b, rank, gram, rank, -1, gradient, rank);
      return Blas.read(gradient, factor.length);
    }
  }

  @Override
  public double[] gradientsAt(List<Factors> points, List<Factors> gradients) {
    int rank = points.get(0).rank();
    DensePass pass =
        pass(points)
            .run(
                false,
                (block, target, gradient) ->
                    System.arraycopy(
                        gradient,
                        0,
                        longSide(gradients.get(block.set())),
                        block.first() * rank,
                        block.rows() * rank));
    double[] losses = new double[points.size()];
    for (int set = 0; set < losses.length; set++) {
      double[] factor = shortSide(points.get(set));
      double[] product = pass.product(set);
      losses[set] = loss(pass, set, product, factor);
      double[] gradient = shortGradient(factor, pass.gramLong(set), product, rank);
      System.arraycopy(gradient, 0, shortSide(gradients.get(set)), 0, gradient.length);
    }
    return losses;
  }

  @Override
  Measured[] projectedSteps(List<Factors> points, double step) {
    int rank = points.get(0).rank();
    double[][] residual = new double[Shares.MOST][points.size()];
    ProjectedStep[] steps = ProjectedStep.forWorkers(workers(), step);
    DensePass pass =
        pass(points)
            .run(
                false,
                (block, target, gradient) ->
                    residual[block.share()][block.set()] +=
                        steps[block.worker()].apply(
                            longSide(points.get(block.set())),
                            block.first() * rank,
                            gradient,
                            0,
                            block.rows() * rank));
    Measured[] measured = new Measured[points.size()];
    for (int set = 0; set < measured.length; set++) {
      double[] factor = shortSide(points.get(set));
      double[] product = pass.product(set);
      double loss = loss(pass, set, product, factor);
      double[] gradient = shortGradient(factor, pass.gramLong(set), product, rank);
      double squares = steps[0].apply(factor, 0, gradient, 0, factor.length);
      for (double[] part : residual) {
        squares += part[set];
      }
      measured[set] = new Measured(loss, squares);
    }
    return measured;
  }

  @Override
  Alternation[] alternate(List<Factors> points, RowRule rule) {
    int rank = points.get(0).rank();
    double[][] before = new double[Shares.MOST][points.size()];
    DensePass pass = pass(points);
    pass.run(
        true,
        (block, target, gradient) -> {
          double[] factor = longSide(points.get(block.set()));
          Gram gram = new Gram(pass.gramShort(block.set()), rank);
          for (int i = 0; i < block.rows(); i++) {
            int start = (block.first() + i) * rank;
            int at = i * rank;
            before[block.share()][block.set()] +=
                squaredResidual(factor, start, gradient, at, rank);
            rule.update(factor, start, target, gradient, at, gram);
          }
        });
    Alternation[] alternations = new Alternation[points.size()];
    for (int set = 0; set < alternations.length; set++) {
      double squares = 0;
      for (double[] part : before) {
        squares += part[set];
      }
      alternations[set] = updateShortSide(pass, set, shortSide(points.get(set)), rule, squares);
    }
    return alternations;
  }

  private Alternation updateShortSide(
      DensePass pass, int set, double[] factor, RowRule rule, double firstBefore) {
    double[] gram = pass.gramLong(set);
    int rank = (int) Math.round(Math.sqrt(gram.length));
    Gram matrix = new Gram(gram, rank);
    double[] product = pass.product(set);
    double[] gradient = shortGradient(factor, gram, product, rank);
    int rows = factor.length / rank;
    workers()
        .forEach(
            Shares.MOST,
            (worker, share) -> {
              int end = Shares.start(share + 1, Shares.MOST, rows);
              for (int j = Shares.start(share, Shares.MOST, rows); j < end; j++) {
                rule.update(factor, j * rank, product, gradient, j * rank, matrix);
              }
            });
    double[] after = shortGradient(factor, gram, product, rank);
    // ½⟨AᵀA, BᵀB⟩ − ⟨S, B⟩ = ½⟨∇_B, B⟩ − ½⟨S, B⟩, since ∇_B = B AᵀA − S.
    double loss =
        0.5 * (squaredNorm + LinearAlgebra.dot(after, factor) - LinearAlgebra.dot(product, factor));
    return new Alternation(firstBefore, squaredResidual(factor, 0, after, 0, factor.length), loss);
  }

  @Override
  public Quartic along(Factors from, Factors to) {
    Factors difference = from.differenceTo(to);
    DensePass pass = pass(List.of(from, difference)).run(false, null);
    return DensePairs.explicit(this, from, difference, pass.product(0), pass.product(1));
  }

  @Override
  public Quartic[][] alongAll(List<Factors> optima, List<Factors> points) {
    return new DensePairs(this, optima, points).quartics();
  }

  @Override
  double lossAtZero() {
    return 0.5 * squaredNorm;
  }

  @Override
  double computeInitialCurvatureBound() {
    return mean() * ((double) rows() + columns());
  }

  @Override
  public int pointsAtOnce(int rank) {
    return Math.max(1, PRODUCT_WIDTH / rank);
  }

  /** {@inheritDoc} Here over P rows, over q, and over the numbers of S or of a Gram matrix. */
  @Override
  int longestSum(int rank) {
    int alone = RowBlocks.of(longSize, shortSize, rank).longestSum();
    int together = RowBlocks.of(longSize, shortSize, pointsAtOnce(rank) * rank).longestSum();
    int numbers = (shortSize * rank + rank * rank) / LinearAlgebra.INTERLEAVED;
    return Math.max(alone, together) + shortSize + rank + numbers;
  }

  /** Returns YᵀA of many points, q rows of r each. */
  List<double[]> products(List<Factors> points) {
    List<double[]> products = new ArrayList<>();
    int group = Math.max(1, 512 / points.get(0).rank());
    for (int first = 0; first < points.size(); first += group) {
      List<Factors> some = points.subList(first, Math.min(points.size(), first + group));
      DensePass pass = pass(some).run(false, null);
      for (int set = 0; set < some.size(); set++) {
        products.add(pass.product(set));
      }
    }
    return products;
  }
}
