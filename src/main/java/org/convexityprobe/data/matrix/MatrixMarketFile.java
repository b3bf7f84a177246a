package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The Matrix Market exchange format of NIST: arrays become dense matrices, coordinates become
 * observed entries.
 */
final class MatrixMarketFile {
  private static final String BANNER = "%%matrixmarket";

  private final Path file;
  private final TextLines lines;
  private boolean coordinate;
  private boolean pattern;
  private boolean symmetric;

  private MatrixMarketFile(Path file, TextLines lines) {
    this.file = file;
    this.lines = lines;
  }

  static boolean looksLike(String line) {
    return line.toLowerCase(Locale.ROOT).startsWith(BANNER);
  }

  static MatrixReading read(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      return new MatrixMarketFile(file, lines).matrix();
    }
  }

  private MatrixReading matrix() throws IOException {
    readBanner();
    String line = nextContent("its sizes");
    String[] sizes = line.strip().split("\\s+", -1);
    if (sizes.length != (coordinate ? 3 : 2)) {
      throw lines.fault("'%s'; expected the sizes".formatted(TextLines.shorten(line)));
    }
    int rows = lines.id(sizes[0], "number of rows");
    int columns = lines.id(sizes[1], "number of columns");
    if (coordinate) {
      return MatrixReading.of(coordinates(rows, columns, lines.id(sizes[2], "entry count")));
    }
    MatrixTooLargeException.require(file, rows, columns);
    return MatrixReading.of(array(rows, columns));
  }

  private void readBanner() throws IOException {
    String banner = lines.next();
    String[] words =
        banner == null ? new String[0] : banner.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
    boolean known =
        words.length == 5
            && words[0].equals(BANNER)
            && words[1].equals("matrix")
            && List.of("coordinate", "array").contains(words[2])
            && List.of("real", "integer", "pattern").contains(words[3])
            && List.of("general", "symmetric").contains(words[4]);
    if (!known) {
      throw lines.fault(
          "expected '%%MatrixMarket matrix coordinate|array real|integer|pattern"
              + " general|symmetric'");
    }
    coordinate = words[2].equals("coordinate");
    pattern = words[3].equals("pattern");
    symmetric = words[4].equals("symmetric");
  }

  private String nextContent(String what) throws IOException {
    String line = lines.next();
    while (line != null && (line.startsWith("%") || line.isBlank())) {
      line = lines.next();
    }
    if (line == null) {
      throw lines.fault("the file ends before " + what);
    }
    return line;
  }

  private ObservedMatrix coordinates(int rows, int columns, int count) throws IOException {
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    for (int t = 0; t < count; t++) {
      String[] fields =
          nextContent("entry %d of %d".formatted(t + 1, count)).strip().split("\\s+", -1);
      if (fields.length != (pattern ? 2 : 3)) {
        throw lines.fault("%d fields; expected row, column, value".formatted(fields.length));
      }
      int row = lines.id(fields[0], "row") - 1;
      int column = lines.id(fields[1], "column") - 1;
      if (row < 0 || row >= rows || column < 0 || column >= columns) {
        throw lines.fault(
            "entry (%s, %s) lies outside the %d × %d matrix"
                .formatted(fields[0], fields[1], rows, columns));
      }
      double value = pattern ? 1 : lines.number(fields[2]);
      builder.add(row, column, value);
      if (symmetric && row != column) {
        builder.add(column, row, value);
      }
    }
    if (builder.size() == 0) {
      throw new MatrixFileException(file, "no entries");
    }
    return builder.build();
  }

  /** Reads an array, which stands column after column; a symmetric one below its diagonal only. */
  private DenseMatrix array(int rows, int columns) throws IOException {
    double[] values = new double[rows * columns];
    for (int j = 0; j < columns; j++) {
      for (int i = symmetric ? j : 0; i < rows; i++) {
        double value = lines.number(nextContent("entry (%d, %d)".formatted(i + 1, j + 1)));
        values[i * columns + j] = value;
        if (symmetric) {
          values[j * columns + i] = value;
        }
      }
    }
    return new DenseMatrix(rows, columns, values);
  }
}
