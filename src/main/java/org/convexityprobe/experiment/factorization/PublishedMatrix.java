package org.convexityprobe.experiment.factorization;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.matrix.RealMatrix;

/** The matrices of the papers' Table 1, and what can and cannot be matched about them. */
public enum PublishedMatrix {
  /** Bird calls. */
  BIRDSONG(5120, 1246, 88, 1, "the papers do not state the Fourier transform's window and hop"),
  /** Spectra of extragalactic sources. */
  EXTRAGALACTIC(2760, 2820, 10, 1, ""),
  /** Book ratings. */
  GOODBOOKS(10000, 43461, 50, 0.0022, "the papers do not state which ratings they kept"),
  /** Yeast cell metabolic activity. */
  METABOLIC(9335, 36, 3, 1, ""),
  /** Film ratings. */
  MOVIELENS(3953, 6041, 20, 0.0419, "the shape is that of MovieLens-1M on raw ids from 0"),
  /** Film ratings. */
  NETFLIX(47928, 8963, 20, 0.0121, "a sample of users and films by a rule not stated"),
  /** Faces. */
  ORL(400, 10304, 49, 1, ""),
  /** Hyperspectral image. */
  SATELLITE(162, 94249, 4, 1, "");

  private final int rows;
  private final int columns;
  private final int rank;
  private final double observedFraction;
  private final String remark;

  PublishedMatrix(int rows, int columns, int rank, double observedFraction, String remark) {
    this.rows = rows;
    this.columns = columns;
    this.rank = rank;
    this.observedFraction = observedFraction;
    this.remark = remark;
  }

  /** Returns r. */
  public int rank() {
    return rank;
  }

  /** Returns how large a matrix is beside this one, by the number of entries, observed or not. */
  public double share(int otherRows, int otherColumns) {
    return (double) otherRows * otherColumns / ((double) rows * columns);
  }

  /** Returns whether every entry is observed. */
  public boolean isDense() {
    return observedFraction == 1;
  }

  /**
   * Returns the multiply-adds of one gradient step: two products with X where all entries are
   * observed (Gram matrices of the factors give the rest), three of length r an entry elsewhere.
   */
  public double stepMultiplyAdds() {
    double entries = observedFraction * rows * columns;
    return (isDense() ? 2 : 3) * entries * rank;
  }

  /** Returns one line for every set of Table 1 that shares a side with the matrix. */
  public static List<String> closest(RealMatrix matrix) {
    List<String> lines =
        Arrays.stream(values())
            .filter(set -> set.rows == matrix.rows() || set.columns == matrix.columns())
            .map(set -> set.compare(matrix))
            .toList();
    return lines.isEmpty() ? List.of("no set has this number of rows or columns") : lines;
  }

  private String compare(RealMatrix matrix) {
    boolean shape = rows == matrix.rows() && columns == matrix.columns();
    return String.format(
        Locale.ROOT,
        "%s: %d × %d, rank %d, observed %.4g: %s%s",
        name().toLowerCase(Locale.ROOT),
        rows,
        columns,
        rank,
        observedFraction,
        shape ? "the same shape" : "another shape",
        remark.isEmpty() ? "" : "; " + remark);
  }
}
