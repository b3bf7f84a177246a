package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.data.NumpyArray;
import org.convexityprobe.data.NumpyFile;

/**
 * A sparse matrix as {@code scipy.sparse.save_npz} writes it: an archive of its format (csr, csc,
 * bsr, coo or dia), shape, and the arrays that this format consists of. Entries that are not stored
 * are zeros; those stored twice add up, as in SciPy.
 */
final class ScipyArchive {
  private final NumpyFile content;
  private final Path file;

  ScipyArchive(NumpyFile content) {
    this.content = content;
    file = content.path();
  }

  /** Returns whether an archive holds the parts of a sparse matrix. */
  static boolean is(NumpyFile content) {
    return content.find("shape").isPresent()
        && content.find("data").isPresent()
        && (content.find("format").isPresent()
            || (content.find("indptr").isPresent() && content.find("indices").isPresent()));
  }

  /**
   * Reads the matrix.
   *
   * @throws IOException if a part is missing, or an index lies outside the matrix
   */
  MatrixReading read() throws IOException {
    int[] shape = integers("shape");
    if (shape.length != 2) {
      throw new MatrixFileException(
          file, "a sparse array of %d dimensions; expected two".formatted(shape.length));
    }
    SparseEntries entries = new SparseEntries(file, shape[0], shape[1]);
    if (content.find("format").isEmpty()) {
      return readUnnamed(entries);
    }
    String format = part("format").text();
    switch (format) {
      case "csr", "csc" -> compressed(format.equals("csr"), entries);
      case "bsr" -> blocks(entries);
      case "coo" -> coordinates(entries);
      case "dia" -> diagonals(entries);
      default ->
          throw new MatrixFileException(
              file,
              "a sparse matrix of format '%s'; expected csr, csc, bsr, coo or dia: in SciPy, save matrix.tocsr()"
                  .formatted(format));
    }
    return entries.reading("SciPy's " + format);
  }

  /** Before SciPy could save matrices, scripts saved the parts of CSR without its name. */
  private MatrixReading readUnnamed(SparseEntries entries) throws IOException {
    int starts = part("indptr").shape().stream().reduce(1, Math::multiplyExact);
    if (starts != entries.rows() + 1) {
      throw new MatrixFileException(
          file,
          "a sparse matrix whose format is not named, and no csr: array %s does not fit %d rows; in SciPy, save it by scipy.sparse.save_npz"
              .formatted(part("indptr").describe(), entries.rows()));
    }
    compressed(true, entries);
    return entries.reading("SciPy's csr, which the file does not name,");
  }

  private void compressed(boolean byRows, SparseEntries entries) throws IOException {
    double[] data = vector("data");
    entries.addCompressed(byRows, integers("indptr"), integers("indices"), data);
  }

  private void blocks(SparseEntries entries) throws IOException {
    NumpyArray data = part("data");
    if (data.shape().size() != 3) {
      throw new MatrixFileException(
          file, "array %s; expected blocks of two dimensions".formatted(data.describe()));
    }
    int height = data.shape().get(1);
    int width = data.shape().get(2);
    double[] values = data.doubles();
    int[] starts = integers("indptr");
    int[] columns = integers("indices");
    if (columns.length != data.shape().get(0)) {
      throw new MatrixFileException(
          file, "%d blocks, but %d indices".formatted(data.shape().get(0), columns.length));
    }
    entries.requireStarts(starts, entries.rows() / Math.max(1, height), columns.length);
    for (int i = 0; i + 1 < starts.length; i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        for (int k = 0; k < height * width; k++) {
          long row = (long) i * height + k / width;
          long column = (long) columns[t] * width + k % width;
          entries.add(row, column, values[t * height * width + k]);
        }
      }
    }
  }

  private void coordinates(SparseEntries entries) throws IOException {
    int[] rows = integers("row");
    int[] columns = integers("col");
    double[] data = vector("data");
    if (rows.length != data.length || columns.length != data.length) {
      throw new MatrixFileException(
          file,
          "%d rows, %d columns and %d entries; expected as many of each"
              .formatted(rows.length, columns.length, data.length));
    }
    for (int t = 0; t < data.length; t++) {
      entries.add(rows[t], columns[t], data[t]);
    }
  }

  /** Row k of the data holds diagonal offsets[k]; element j of it stands in column j. */
  private void diagonals(SparseEntries entries) throws IOException {
    int[] offsets = integers("offsets");
    NumpyArray data = part("data");
    List<Integer> shape = data.shape();
    if (shape.size() != 2 || shape.get(0) != offsets.length) {
      throw new MatrixFileException(
          file,
          "array %s; expected one row for each of %d diagonals"
              .formatted(data.describe(), offsets.length));
    }
    double[] values = data.doubles();
    int length = shape.get(1);
    for (int k = 0; k < offsets.length; k++) {
      for (int j = 0; j < Math.min(length, entries.columns()); j++) {
        long row = (long) j - offsets[k];
        if (row >= 0 && row < entries.rows()) {
          entries.add(row, j, values[k * length + j]);
        }
      }
    }
  }

  private NumpyArray part(String name) throws IOException {
    return content
        .find(name)
        .orElseThrow(
            () ->
                new MatrixFileException(
                    file,
                    "no array '%s'; expected the parts of a sparse matrix, found %s"
                        .formatted(name, content.describe())));
  }

  private double[] vector(String name) throws IOException {
    NumpyArray array = part(name);
    if (array.shape().size() != 1) {
      throw new MatrixFileException(
          file, "array %s; expected one dimension".formatted(array.describe()));
    }
    return array.doubles();
  }

  private int[] integers(String name) throws IOException {
    double[] values = vector(name);
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (int) values[i];
      if (integers[i] != values[i]) {
        throw new MatrixFileException(
            file,
            "array '%s': element %d is %s; expected a whole number below 2^31"
                .formatted(name, i, values[i]));
      }
    }
    return integers;
  }
}
