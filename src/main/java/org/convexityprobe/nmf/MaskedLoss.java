package org.convexityprobe.nmf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.ObservedMatrix;

/**
 * The loss over observed entries only (Eq. 2). A pass walks the rows of X; each entry costs one
 * inner product for its residual e = (UV)_ij − X_ij and two updates, ∇_U i += e v_j and ∇_V j += e
 * u_i. Every worker sums ∇_V for its own rows, tile by tile of columns, so that the rows of V and
 * of its gradient stay in the core's cache.
 */
final class MaskedLoss extends FactorizationLoss {
  /** What a tile holds of V: with its gradient half of a second-level cache of 2 MiB. */
  private static final int TILE_BYTES = 512 << 10;

  /** Entries of a row in a tile, on average, that are worth going through the rows once more. */
  private static final int TILE_ENTRIES = 16;

  private final ObservedMatrix matrix;
  private final int[] cuts;
  private ObservedMatrix turned;
  private int[][] tileBounds = new int[0][];
  private double[] leftSum = new double[0];
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

  @Override
  public double[] gradientsAt(List<Factors> points, List<Factors> gradients) {
    double[] losses = new double[points.size()];
    for (int set = 0; set < losses.length; set++) {
      Factors gradient = gradients.get(set);
      losses[set] = walk(points.get(set), gradient.left());
      Workers.run(this::addRightSums);
      System.arraycopy(rightSums[0], 0, gradient.right(), 0, gradient.right().length);
    }
    return losses;
  }

  @Override
  Measured[] projectedSteps(List<Factors> points, double step) {
    ProjectedStep[] steps = ProjectedStep.forWorkers(step);
    Measured[] measured = new Measured[points.size()];
    for (int set = 0; set < measured.length; set++) {
      measured[set] = projectedStep(points.get(set), steps);
    }
    return measured;
  }

  private Measured projectedStep(Factors point, ProjectedStep[] steps) {
    if (leftSum.length != point.left().length) {
      leftSum = new double[point.left().length];
    }
    double loss = walk(point, leftSum);
    double[] squares = new double[Workers.count()];
    Workers.run(
        worker -> {
          addRightSums(worker);
          squares[worker] =
              share(worker, point.left(), leftSum, steps[worker])
                  + share(worker, point.right(), rightSums[0], steps[worker]);
        });
    return new Measured(loss, Arrays.stream(squares).sum());
  }

  /** Completes a worker's share of ∇_Vᵀ in {@code rightSums[0]}. */
  private void addRightSums(int worker) {
    int start = Workers.start(worker, rightSums[0].length);
    int end = Workers.start(worker + 1, rightSums[0].length);
    for (int other = 1; other < rightSums.length; other++) {
      Small.add(rightSums[0], rightSums[other], start, end);
    }
  }

  private static double share(int worker, double[] factor, double[] gradient, ProjectedStep step) {
    int start = Workers.start(worker, factor.length);
    int end = Workers.start(worker + 1, factor.length);
    return step.apply(factor, start, gradient, start, end - start);
  }

  /** Fills {@code left} with ∇_U and {@code rightSums} with parts of ∇_Vᵀ; returns the loss. */
  private double walk(Factors point, double[] left) {
    requireShape(point);
    int rank = point.rank();
    int length = point.right().length;
    int[][] bounds = bounds(rank);
    double[] losses = new double[Workers.count()];
    Workers.run(
        worker -> {
          if (rightSums[worker].length == length) {
            Arrays.fill(rightSums[worker], 0);
          } else {
            rightSums[worker] = new double[length];
          }
          Arrays.fill(left, cuts[worker] * rank, cuts[worker + 1] * rank, 0);
          double squares = 0;
          for (int tile = 0; tile + 1 < bounds.length; tile++) {
            int[] from = bounds[tile];
            int[] to = bounds[tile + 1];
            for (int row = cuts[worker]; row < cuts[worker + 1]; row++) {
              squares +=
                  MaskedRow.gradient(
                      matrix, point, row, from[row], to[row], left, rightSums[worker]);
            }
          }
          losses[worker] = squares;
        });
    return 0.5 * Arrays.stream(losses).sum();
  }

  /**
   * Returns where the tiles begin in each row, and where the last one ends. A tile is as many
   * columns as a core's cache holds of V and its gradient, but at least some entries of a row.
   */
  int[][] bounds(int rank) {
    long fitting = ((long) columns() * rank * Double.BYTES + TILE_BYTES - 1) / TILE_BYTES;
    long filled = observedCount() / ((long) rows() * TILE_ENTRIES);
    int tiles = (int) Math.max(1, Math.min(fitting, filled));
    if (tileBounds.length != tiles + 1) {
      tileBounds = new int[tiles + 1][];
      for (int tile = 0; tile <= tiles; tile++) {
        tileBounds[tile] = entriesFrom((int) ((long) columns() * tile / tiles));
      }
    }
    return tileBounds;
  }

  /** Returns the first entry of each row that stands in this column or a later one. */
  private int[] entriesFrom(int column) {
    int[] starts = matrix.rowStarts();
    int[] entries = new int[rows()];
    for (int row = 0; row < entries.length; row++) {
      int at = Arrays.binarySearch(matrix.columnIndices(), starts[row], starts[row + 1], column);
      entries[row] = at < 0 ? -at - 1 : at;
    }
    return entries;
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
      Small.add(total, sum);
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
