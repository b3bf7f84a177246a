package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * The loss over observed entries only (Eq. 2). A pass walks the rows of X; each entry costs one
 * inner product for its residual e = (UV)_ij − X_ij and two updates, ∇_U i += e v_j and ∇_V j += e
 * u_i. Every worker sums ∇_V for its own rows.
 */
final class MaskedLoss extends FactorizationLoss {
  private final ObservedMatrix matrix;
  private final int[] cuts;
  private ObservedMatrix turned;
  private double[][] rightSums = new double[Workers.count()][0];

  MaskedLoss(ObservedMatrix matrix) {
    super(matrix);
    this.matrix = matrix;
    cuts = cuts(matrix);
  }

  /** Returns row ranges that hold about as many entries for every worker. */
  static int[] cuts(ObservedMatrix matrix) {
    int[] cuts = new int[Workers.count() + 1];
    for (int worker = 1; worker < cuts.length; worker++) {
      int entries = Workers.start(worker, matrix.observedCount());
      int at = Arrays.binarySearch(matrix.rowStarts(), entries);
      cuts[worker] = Math.max(cuts[worker - 1], Math.min(matrix.rows(), at < 0 ? -at - 1 : at));
    }
    cuts[Workers.count()] = matrix.rows();
    return cuts;
  }

  /** Returns how many rows and columns have some, but fewer than {@code count}, entries. */
  int linesWithFewer(int count) {
    int[] columnCounts = new int[columns()];
    for (int t = 0; t < matrix.observedCount(); t++) {
      columnCounts[matrix.columnIndices()[t]]++;
    }
    IntStream rowCounts = IntStream.range(0, rows()).map(matrix::rowCount);
    return (int)
        IntStream.concat(rowCounts, Arrays.stream(columnCounts))
            .filter(entries -> entries > 0 && entries < count)
            .count();
  }

  ObservedMatrix matrix() {
    return matrix;
  }

  @FunctionalInterface
  private interface RowVisitor {
    void visit(int worker, int row, double[] gradientRow);
  }

  @Override
  public double[] gradientsAt(List<Factors> points, List<Factors> gradients) {
    double[] losses = new double[points.size()];
    for (int set = 0; set < losses.length; set++) {
      int rank = points.get(set).rank();
      Factors gradient = gradients.get(set);
      losses[set] =
          walk(
              points.get(set),
              (worker, row, gu) -> System.arraycopy(gu, 0, gradient.left(), row * rank, rank));
      System.arraycopy(rightSums[0], 0, gradient.right(), 0, gradient.right().length);
    }
    return losses;
  }

  @Override
  Measured[] projectedSteps(List<Factors> points, double step) {
    Measured[] measured = new Measured[points.size()];
    for (int set = 0; set < measured.length; set++) {
      measured[set] = projectedStep(points.get(set), step);
    }
    return measured;
  }

  private Measured projectedStep(Factors point, double step) {
    int rank = point.rank();
    double[] squares = new double[Workers.count()];
    double loss =
        walk(
            point,
            (worker, row, gu) ->
                squares[worker] += DenseLoss.step(point.left(), row * rank, gu, 0, rank, step));
    double[] right = new double[Workers.count()];
    Workers.run(
        worker -> {
          int start = Workers.start(worker, columns()) * rank;
          int end = Workers.start(worker + 1, columns()) * rank;
          right[worker] =
              DenseLoss.step(point.right(), start, rightSums[0], start, end - start, step);
        });
    return new Measured(loss, Arrays.stream(squares).sum() + Arrays.stream(right).sum());
  }

  /** Visits the rows of ∇_U, leaves ∇_Vᵀ in {@code rightSums[0]}, and returns the loss. */
  private double walk(Factors point, RowVisitor visitor) {
    requireShape(point);
    int length = point.right().length;
    double[] losses = new double[Workers.count()];
    Workers.run(
        worker -> {
          if (rightSums[worker].length == length) {
            Arrays.fill(rightSums[worker], 0);
          } else {
            rightSums[worker] = new double[length];
          }
          double[] gradientRow = new double[point.rank()];
          for (int row = cuts[worker]; row < cuts[worker + 1]; row++) {
            Arrays.fill(gradientRow, 0);
            losses[worker] +=
                MaskedRow.gradient(matrix, point, row, gradientRow, rightSums[worker]);
            visitor.visit(worker, row, gradientRow);
          }
        });
    Workers.run(
        worker -> {
          int start = Workers.start(worker, length);
          int end = Workers.start(worker + 1, length);
          for (int other = 1; other < rightSums.length; other++) {
            add(rightSums[0], rightSums[other], start, end);
          }
        });
    return 0.5 * Arrays.stream(losses).sum();
  }

  private static void add(double[] sum, double[] terms, int start, int end) {
    for (int i = start; i < end; i++) {
      sum[i] += terms[i];
    }
  }

  @Override
  Alternation[] alternate(List<Factors> points, RowRule rule) {
    if (turned == null) {
      turned = matrix.transposed();
    }
    Alternation[] alternations = new Alternation[points.size()];
    for (int set = 0; set < alternations.length; set++) {
      Factors point = points.get(set);
      requireShape(point);
      MaskedSide.Update left =
          MaskedSide.update(matrix, point.left(), point.right(), point.rank(), rule);
      MaskedSide.Update right =
          MaskedSide.update(turned, point.right(), point.left(), point.rank(), rule);
      alternations[set] =
          new Alternation(left.residualBefore(), right.residualAfter(), right.lossAfter());
    }
    return alternations;
  }

  @Override
  public Quartic along(Factors from, Factors to) {
    requireShape(from);
    Factors delta = from.differenceTo(to);
    double[][] sums = new double[Workers.count()][];
    Workers.run(
        worker -> {
          double[] sum = new double[6];
          for (int row = cuts[worker]; row < cuts[worker + 1]; row++) {
            MaskedRow.lineProducts(matrix, from, delta, row, sum);
          }
          sums[worker] = sum;
        });
    double[] total = new double[6];
    for (double[] sum : sums) {
      add(total, sum, 0, 6);
    }
    return new LineProducts(total[0], total[1], total[2], total[3], total[4], total[5]).quartic();
  }

  @Override
  public Quartic[][] alongAll(List<Factors> optima, List<Factors> points) {
    return new MaskedPairs(this, optima, points).quartics();
  }

  @Override
  double lossAtZero() {
    return 0.5 * Small.dot(matrix.values(), matrix.values());
  }

  int[] cuts() {
    return cuts;
  }

  /**
   * {@inheritDoc} At constant factors the curvature along (δU, δV) is x̄ times the quadratic form
   * of the signless Laplacian D + M of the bipartite graph of observed entries, whose largest
   * eigenvalue is n + m when everything is observed; here it comes from the power method.
   */
  @Override
  double initialCurvatureBound() {
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
      eigenvalue = Math.sqrt(Small.dot(newLeft, newLeft) + Small.dot(newRight, newRight));
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
