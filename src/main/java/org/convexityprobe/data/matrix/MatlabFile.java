package org.convexityprobe.data.matrix;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** One matrix of a MATLAB file, of version 5 or of version 7.3 (HDF5). */
final class MatlabFile {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
  private static final int HDF5_OFFSET = 512;

  private MatlabFile() {}

  /**
   * Reads a matrix.
   *
   * @param variable its name, or null for the largest matrix in the file
   */
  static MatrixReading read(Path file, String variable) throws IOException {
    try {
      return isHdf5(file) ? readHdf5(file, variable) : readVersion5(file, variable);
    } catch (MatrixFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MatrixFileException(file, "is not a readable MATLAB file: " + e.getMessage(), e);
    }
  }

  private static boolean isHdf5(Path file) throws IOException {
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(HDF5_OFFSET + HDF5.length);
    }
    return startsAt(start, 0) || startsAt(start, HDF5_OFFSET);
  }

  private static boolean startsAt(byte[] bytes, int offset) {
    return bytes.length >= offset + HDF5.length
        && java.util.Arrays.equals(bytes, offset, offset + HDF5.length, HDF5, 0, HDF5.length);
  }

  private static MatrixReading readVersion5(Path file, String variable) throws IOException {
    Map<String, Matrix> found = new TreeMap<>();
    try (Mat5File content = Mat5.readFromFile(file.toFile())) {
      for (MatFile.Entry entry : content.getEntries()) {
        if (entry.getValue() instanceof Matrix matrix && matrix.getNumDimensions() == 2) {
          found.put(entry.getName(), matrix);
        }
      }
      Map<String, Long> sizes = new TreeMap<>();
      found.forEach((name, matrix) -> sizes.put(name, (long) matrix.getNumElements()));
      Matrix matrix = found.get(choose(file, sizes, variable));
      int rows = matrix.getNumRows();
      int columns = matrix.getNumCols();
      MatrixTooLargeException.require(file, rows, columns);
      double[] values = new double[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          values[i * columns + j] = matrix.getDouble(i, j);
        }
      }
      return MatrixReading.of(new DenseMatrix(rows, columns, values));
    }
  }

  private static MatrixReading readHdf5(Path file, String variable) throws IOException {
    try (HdfFile content = new HdfFile(file)) {
      Map<String, Dataset> found = new TreeMap<>();
      for (Node node : content.getChildren().values()) {
        if (node instanceof Dataset dataset && dataset.getDimensions().length == 2) {
          found.put(node.getName(), dataset);
        }
      }
      Map<String, Long> sizes = new TreeMap<>();
      found.forEach((name, dataset) -> sizes.put(name, dataset.getSize()));
      Dataset dataset = found.get(choose(file, sizes, variable));
      int[] dimensions = dataset.getDimensions();
      MatrixTooLargeException.require(file, dimensions[0], dimensions[1]);
      // MATLAB keeps columns together and HDF5 rows, so the matrix stands transposed.
      return MatrixReading.of(
          new DenseMatrix(dimensions[0], dimensions[1], numbers(file, dataset.getDataFlat()))
              .transposed());
    }
  }

  private static double[] numbers(Path file, Object flat) throws IOException {
    int length = java.lang.reflect.Array.getLength(flat);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      if (!(java.lang.reflect.Array.get(flat, i) instanceof Number number)) {
        throw new MatrixFileException(file, "the matrix holds no numbers");
      }
      values[i] = number.doubleValue();
    }
    return values;
  }

  private static String choose(Path file, Map<String, Long> sizes, String variable)
      throws MatrixFileException {
    if (variable != null && sizes.containsKey(variable)) {
      return variable;
    }
    if (variable != null || sizes.isEmpty()) {
      throw new MatrixFileException(
          file,
          "%s; it holds the matrices %s"
              .formatted(
                  variable == null ? "no matrix" : "no matrix '" + variable + "'", sizes.keySet()));
    }
    return sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }
}
