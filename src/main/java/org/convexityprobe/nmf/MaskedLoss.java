package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * The loss over observed entries only (Eq. 2). A pass walks the rows of X, tile by tile of columns
 * ({@link MaskedGrid}); each entry costs one inner product for its residual e = (UV)_ij − X_ij and
 * two updates, ∇_U i += e v_j and ∇_V j += e u_i.
 */
final class MaskedLoss extends FactorizationLoss {
  private final ObservedMatrix matrix;
  private final ObservedMatrix transposed;
  private final int[] rowShares;
  private final MaskedGrid grid;
  private final double lossAtZero;
  private Factors stepGradient;
  private ConnectedParts connectedParts;

  MaskedLoss(ObservedMatrix matrix, Workers workers) {
    super(matrix, workers);
    this.matrix = matrix;
    transposed = matrix.transposed();
    rowShares = Shares.ofRows(matrix, Shares.MOST);
    grid = new MaskedGrid(matrix);
    lossAtZero = 0.5 * LinearAlgebra.dot(matrix.values(), matrix.values());
  }

  @Override
  ConnectedParts connectedParts() {
    if (connectedParts == null) {
      connectedParts = ConnectedParts.of(matrix);
    }
    return connectedParts;
  }

  @Override
  int linesWithFewer(int count) {
    return (int)
        IntStream.concat(rowCounts(matrix), rowCounts(transposed))
            .filter(entries -> entries > 0 && entries < count)
            .count();
  }

  private static IntStream rowCounts(ObservedMatrix matrix) {
    return IntStream.range(0, matrix.rows()).map(matrix::rowCount);
  }

  ObservedMatrix matrix() {
    return matrix;
  }

  MaskedGrid grid() {
    return grid;
  }

  /** Returns the first row of each share of the rows, and behind them the number of rows. */
  int[] rowShares() {
    return rowShares;
  }

  @Override
  public double[] gradientsAt(List<Factors> points, List<Factors> gradients) {
    double[] losses = new double[points.size()];
    for (int set = 0; set < losses.length; set++) {
      requireShape(points.get(set));
      losses[set] = gradient(points.get(set), gradients.get(set));
    }
    return losses;
  }

  @Override
  Measured[] projectedSteps(List<Factors> points, double step) {
    ProjectedStep[] steps = ProjectedStep.forWorkers(workers(), step);
    Measured[] measured = new Measured[points.size()];
    for (int set = 0; set < measured.length; set++) {
      measured[set] = projectedStep(points.get(set), steps);
    }
    return measured;
  }

  private Measured projectedStep(Factors point, ProjectedStep[] steps) {
    if (stepGradient == null || stepGradient.rank() != point.rank()) {
      stepGradient = Factors.zeros(rows(), columns(), point.rank());
    }
    requireShape(point);
    double loss = gradient(point, stepGradient);
    double[] squares = new double[Shares.MOST];
    workers()
        .forEach(
            Shares.MOST,
            (worker, share) ->
                squares[share] =
                    step(share, point.left(), stepGradient.left(), steps[worker])
                        + step(share, point.right(), stepGradient.right(), steps[worker]));
    return new Measured(loss, Arrays.stream(squares).sum());
  }

  private static double step(int share, double[] factor, double[] gradient, ProjectedStep step) {
    int start = Shares.start(share, Shares.MOST, factor.length);
    int end = Shares.start(share + 1, Shares.MOST, factor.length);
    return step.apply(factor, start, gradient, start, end - start);
  }

  /** Writes the gradient, and returns the loss. */
  private double gradient(Factors point, Factors gradient) {
    Arrays.fill(gradient.left(), 0);
    Arrays.fill(gradient.right(), 0);
    double[] squares = new double[grid.size()];
    grid.forEach(
        workers(),
        (block, first, end, from, to) -> {
          double sum = 0;
          for (int row = first; row < end; row++) {
            sum += MaskedRow.gradient(matrix, point, row, from[row], to[row], gradient);
          }
          squares[block] += sum;
        });
    return 0.5 * Arrays.stream(squares).sum();
  }

  @Override
  Alternation[] alternate(List<Factors> points, RowRule rule) {
    Alternation[] alternations = new Alternation[points.size()];
    for (int set = 0; set < alternations.length; set++) {
      Factors point = points.get(set);
      requireShape(point);
      MaskedSide.Update left =
          new MaskedSide(matrix, point.left(), point.right(), point.rank(), rule).update(workers());
      MaskedSide.Update right =
          new MaskedSide(transposed, point.right(), point.left(), point.rank(), rule)
              .update(workers());
      alternations[set] =
          new Alternation(left.residualBefore(), right.residualAfter(), right.lossAfter());
    }
    return alternations;
  }

  @Override
  public Quartic along(Factors from, Factors to) {
    requireShape(from);
    Factors delta = from.differenceTo(to);
    double[][] sums = new double[Shares.MOST][6];
    workers()
        .forEach(
            Shares.MOST,
            (worker, share) -> {
              for (int row = rowShares[share]; row < rowShares[share + 1]; row++) {
                MaskedRow.lineProducts(matrix, from, delta, row, sums[share]);
              }
            });
    double[] total = new double[6];
    for (double[] sum : sums) {
      LinearAlgebra.add(total, sum);
    }
    return new LineProducts(total[0], total[1], total[2], total[3], total[4], total[5]).quartic();
  }

  @Override
  public Quartic[][] alongAll(List<Factors> optima, List<Factors> points) {
    return new MaskedPairs(this, optima, points).quartics();
  }

  @Override
  double lossAtZero() {
    return lossAtZero;
  }

  /**
   * {@inheritDoc} Here over the entries of a row or column, and of these over the rows of a share,
   * as alternating methods form them, or over the entries of a cell, as gradients do.
   */
  @Override
  int longestSum(int rank) {
    int line = IntStream.concat(rowCounts(matrix), rowCounts(transposed)).max().orElse(0);
    int lines =
        Math.max(
            Shares.largest(rowShares()), Shares.largest(Shares.ofRows(transposed, Shares.MOST)));
    return Math.max(line + lines, grid.largestCell() + grid.size()) + 2 * rank + Shares.MOST;
  }

  /**
   * {@inheritDoc} At constant factors the curvature along (δU, δV) is x̄ times the quadratic form
   * of the signless Laplacian D + M of the bipartite graph of observed entries, whose largest
   * eigenvalue is n + m when everything is observed; here it comes from the power method.
   */
  @Override
  double computeInitialCurvatureBound() {
    double[] left = new double[rows()];
    double[] right = new double[columns()];
    Arrays.fill(left, 1);
    Arrays.fill(right, 1);
    double eigenvalue = 0;
    for (int iteration = 0; iteration < 100; iteration++) {
      double previous = eigenvalue;
      double[] newLeft = new double[left.length];
      double[] newRight = new double[right.length];
      for (int i = 0; i < left.length; i++) {
        for (int t = matrix.rowStarts()[i]; t < matrix.rowStarts()[i + 1]; t++) {
          double sum = left[i] + right[matrix.columnIndices()[t]];
          newLeft[i] += sum;
          newRight[matrix.columnIndices()[t]] += sum;
        }
      }
      eigenvalue =
          Math.sqrt(LinearAlgebra.dot(newLeft, newLeft) + LinearAlgebra.dot(newRight, newRight));
      for (int i = 0; i < left.length; i++) {
        left[i] = newLeft[i] / eigenvalue;
      }
      for (int j = 0; j < right.length; j++) {
        right[j] = newRight[j] / eigenvalue;
      }
      if (Math.abs(eigenvalue - previous) < 1e-4 * eigenvalue) {
        break;
      }
    }
    return mean() * eigenvalue;
  }
}
