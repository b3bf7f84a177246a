package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.NumpyArray;
import org.convexityprobe.data.NumpyFile;
import org.convexityprobe.data.NumpyWriter;

/** Matrices in double precision in NumPy's {@code .npy} and {@code .npz} files. */
public final class NumpyMatrices {
  private NumpyMatrices() {}

  /**
   * Reads a matrix; NaN marks an entry that was not observed. Archives of {@code
   * scipy.sparse.save_npz} hold the parts of one matrix.
   *
   * @param variable the array's name in an archive, or null for its largest matrix
   */
  static MatrixReading read(Path file, String variable) throws IOException {
    try (NumpyFile content = NumpyFile.open(file)) {
      if (variable == null && ScipyArchive.is(content)) {
        return new ScipyArchive(content).read();
      }
      List<String> notes = new ArrayList<>();
      NumpyArray array = variable == null ? largest(content, notes) : named(content, variable);
      array.requireNumbers();
      if (array.shape().size() != 2) {
        throw new MatrixFileException(
            file,
            "array %s has %d dimensions; expected two: in NumPy, reshape it"
                .formatted(array.describe(), array.shape().size()));
      }
      return MissingEntries.unobserved(file, matrix(file, array), "NaN", notes);
    }
  }

  private static NumpyArray named(NumpyFile content, String variable) throws IOException {
    return content
        .find(variable)
        .orElseThrow(
            () ->
                new MatrixFileException(
                    content.path(),
                    "no array '%s'; it holds %s".formatted(variable, content.describe())));
  }

  private static NumpyArray largest(NumpyFile content, List<String> notes) throws IOException {
    if (content.arrays().size() == 1) {
      return content.arrays().get(0);
    }
    List<NumpyArray> matrices = content.arrays().stream().filter(NumpyArray::isMatrix).toList();
    NumpyArray largest =
        matrices.stream()
            .max(Comparator.comparingLong(array -> size(array)))
            .orElseThrow(
                () ->
                    new MatrixFileException(
                        content.path(),
                        "no array of two dimensions; it holds %s; name one with --variable"
                            .formatted(content.describe())));
    for (NumpyArray other : content.arrays()) {
      if (other.isNumbers() && other.shape().size() > 2 && size(other) > size(largest)) {
        throw Variable.larger(content.path(), other.describe(), largest.describe(), largest.name());
      }
    }
    if (matrices.size() > 1) {
      notes.add(
          "array '%s' is the largest matrix of %s; --variable takes another"
              .formatted(largest.name(), content.describe()));
    } else if (content.arrays().stream().filter(NumpyArray::isNumbers).count() > 1) {
      notes.add(
          "array '%s' is the only matrix of %s".formatted(largest.name(), content.describe()));
    }
    return largest;
  }

  private static long size(NumpyArray array) {
    return array.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  private static DenseMatrix matrix(Path file, NumpyArray array) throws IOException {
    int rows = array.shape().get(0);
    int columns = array.shape().get(1);
    MatrixTooLargeException.require(file, rows, columns);
    return new DenseMatrix(rows, columns, array.doubles());
  }

  /** Reads all arrays of an archive of matrices by their names. */
  public static Map<String, DenseMatrix> readAll(Path file) throws IOException {
    Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
    try (NumpyFile content = NumpyFile.open(file)) {
      for (NumpyArray array : content.arrays()) {
        if (array.shape().size() != 2) {
          throw new MatrixFileException(
              file, "array %s; expected matrices alone".formatted(array.describe()));
        }
        matrices.put(array.name(), matrix(file, array));
      }
    }
    return matrices;
  }

  /** Writes matrices to an archive, in double precision; equal ones always give equal bytes. */
  public static void write(Path file, Map<String, DenseMatrix> matrices) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          NumpyWriter archive = new NumpyWriter(out);
          for (Map.Entry<String, DenseMatrix> entry : matrices.entrySet()) {
            DenseMatrix matrix = entry.getValue();
            archive.add(entry.getKey(), List.of(matrix.rows(), matrix.columns()), matrix.values());
          }
          archive.finish();
        });
  }
}
