package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.convexityprobe.data.AbsoluteFile;
import org.convexityprobe.data.ExactNumbers;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sparse;
import us.hebi.matlab.mat.types.Struct;

/** A MATLAB file of version 5, which MATLAB writes unless it is asked for 7.3. */
final class Matlab5File implements AutoCloseable {
  private static final int MAX_DEPTH = 8;

  private final Path file;
  private final Mat5File content;
  private final List<Variable> variables = new ArrayList<>();

  /**
   * Opens a file; its values are there until it is closed.
   *
   * @throws IOException if it is damaged or ends early
   */
  Matlab5File(Path file) throws IOException {
    this.file = file;
    new Matlab5Blocks(file).verify();
    content = Mat5.readFromFile(AbsoluteFile.of(file));
  }

  /** Returns the variables, the fields of structs among them. */
  List<Variable> variables() {
    for (MatFile.Entry entry : content.getEntries()) {
      // What MATLAB keeps of objects has no name.
      if (!entry.getName().isEmpty()) {
        add(entry.getName(), entry.getValue(), 0);
      }
    }
    return variables;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private void add(String name, Array value, int depth) {
    String type = value.getType().toString().toLowerCase(java.util.Locale.ROOT);
    if (value instanceof Struct struct && struct.getNumElements() == 1 && depth < MAX_DEPTH) {
      for (String field : struct.getFieldNames()) {
        add(name + "." + field, struct.get(field, 0), depth + 1);
      }
    } else if (value instanceof Matrix matrix && value.getType() != MatlabType.Character) {
      variables.add(matrix(name, type, matrix));
    } else {
      variables.add(Variable.other(name, "%s %s".formatted(sizes(value), kind(value))));
    }
  }

  private static String kind(Array value) {
    return switch (value.getType()) {
      case Character -> "text";
      case Cell -> "cell";
      case Structure -> "struct array";
      default -> value.getType().toString().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String sizes(Array value) {
    return Arrays.stream(value.getDimensions())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" × "));
  }

  private Variable matrix(String name, String type, Matrix matrix) {
    long size = (long) matrix.getNumRows() * matrix.getNumCols();
    String what = sizes(matrix) + " " + (matrix instanceof Sparse ? "sparse" : type);
    if (matrix.getNumDimensions() != 2) {
      return Variable.array(name, what, matrix.getNumDimensions(), matrix.getNumElements());
    }
    if (matrix.isComplex()) {
      return Variable.refused(
          name, "complex " + what, size, "its entries are complex; save real(X) or abs(X)");
    }
    return Variable.matrix(
        name, what, size, () -> matrix instanceof Sparse sparse ? sparse(sparse) : full(matrix));
  }

  private MatrixReading full(Matrix matrix) throws IOException {
    int rows = matrix.getNumRows();
    int columns = matrix.getNumCols();
    MatrixTooLargeException.require(file, rows, columns);
    MatlabType type = matrix.getType();
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] =
            switch (type) {
              case Int64 -> ExactNumbers.signed(matrix.getLong(i, j));
              case UInt64 -> ExactNumbers.unsigned(matrix.getLong(i, j));
              default -> matrix.getDouble(i, j);
            };
      }
    }
    return MissingEntries.unobserved(
        file, new DenseMatrix(rows, columns, values), "NaN", List.of());
  }

  private MatrixReading sparse(Sparse matrix) throws IOException {
    SparseEntries entries = new SparseEntries(file, matrix.getNumRows(), matrix.getNumCols());
    List<MatrixFileException> faults = new ArrayList<>();
    matrix.forEach(
        (row, column, real, imaginary) -> {
          try {
            entries.add(row, column, real);
          } catch (MatrixFileException e) {
            faults.add(e);
          }
        });
    if (!faults.isEmpty()) {
      throw faults.get(0);
    }
    return entries.reading("MATLAB");
  }
}
