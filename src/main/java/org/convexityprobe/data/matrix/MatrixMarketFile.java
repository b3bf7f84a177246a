package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The <a href="https://math.nist.gov/MatrixMarket/formats.html">Matrix Market</a> exchange format
 * of NIST: arrays become dense matrices, coordinates become observed entries. Complex entries are
 * refused. Coordinates given twice add up, as in SciPy.
 */
final class MatrixMarketFile {
  private static final Pattern BANNER = Pattern.compile("(?i)\\s*%{1,2}\\s*MatrixMarket\\s.*");
  private static final Pattern START = Pattern.compile("(?i)\\s*%{1,2}\\s*MatrixMarket\\s+");
  private static final List<String> FIELDS =
      List.of("real", "double", "integer", "unsigned-integer", "pattern");

  private final Path file;
  private final TextLines lines;
  private final List<String> notes = new ArrayList<>();
  private boolean coordinate;
  private boolean pattern;
  private boolean whole;
  private Symmetry symmetry;
  private boolean above;
  private boolean below;
  private int missing;

  private enum Symmetry {
    GENERAL,
    SYMMETRIC,
    SKEW_SYMMETRIC
  }

  private MatrixMarketFile(Path file, TextLines lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Returns whether a first line is a banner, even one with blanks or a single percent sign. */
  static boolean looksLike(String line) {
    return BANNER.matcher(line).matches();
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
      throw lines.fault(
          "'%s'; expected the numbers of rows%s"
              .formatted(
                  TextLines.shorten(line), coordinate ? ", columns and entries" : " and columns"));
    }
    int rows = lines.id(sizes[0], "number of rows");
    int columns = lines.id(sizes[1], "number of columns");
    if (symmetry != Symmetry.GENERAL && rows != columns) {
      throw lines.fault(
          "a %s matrix of %d × %d; expected as many rows as columns"
              .formatted(name(), rows, columns));
    }
    RealMatrix matrix =
        coordinate
            ? coordinates(rows, columns, lines.id(sizes[2], "entry count"))
            : array(rows, columns);
    notes.add(
        0,
        "Matrix Market: %s, %s%s, %s"
            .formatted(
                coordinate ? "coordinate" : "array",
                pattern ? "pattern" : "real",
                symmetry == Symmetry.GENERAL ? "" : ", " + name(),
                TableLayout.count(missing, "missing value")));
    return new MatrixReading(matrix, notes);
  }

  private String name() {
    return symmetry.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void readBanner() throws IOException {
    String banner = lines.next();
    while (banner != null && banner.isBlank()) {
      banner = lines.next();
    }
    if (banner == null || !looksLike(banner)) {
      throw lines.fault("expected '%%MatrixMarket matrix …' in the first line");
    }
    String[] words =
        START.matcher(banner).replaceFirst("").strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words.length != 4) {
      throw lines.fault(
          "expected '%%MatrixMarket matrix coordinate|array real|integer|pattern"
              + " general|symmetric|skew-symmetric'");
    }
    requireWord(words[0], "object", List.of("matrix"));
    requireWord(words[1], "format", List.of("coordinate", "array"));
    requireWord(words[2], "field", FIELDS);
    requireWord(
        words[3], "symmetry", List.of("general", "symmetric", "skew-symmetric", "hermitian"));
    coordinate = words[1].equals("coordinate");
    pattern = words[2].equals("pattern");
    whole = words[2].endsWith("integer");
    symmetry =
        switch (words[3]) {
          case "general" -> Symmetry.GENERAL;
          case "skew-symmetric" -> Symmetry.SKEW_SYMMETRIC;
          // Of real numbers, both are the same.
          default -> Symmetry.SYMMETRIC;
        };
    if (pattern && (!coordinate || symmetry == Symmetry.SKEW_SYMMETRIC)) {
      throw lines.fault(
          "a pattern matrix that is %s; a pattern has coordinates without values, and no signs"
              .formatted(coordinate ? "skew-symmetric" : "an array"));
    }
  }

  private void requireWord(String word, String what, List<String> known) throws IOException {
    if (!known.contains(word)) {
      throw lines.fault(
          "%s '%s'; expected %s; %s"
              .formatted(
                  what,
                  word,
                  String.join(", ", known),
                  word.equals("complex") ? "take the real part or the modulus" : "is it a slip?"));
    }
  }

  /** Returns the next line that is neither empty nor a comment; null at the end. */
  private String content() throws IOException {
    String line = lines.next();
    while (line != null && (line.stripLeading().startsWith("%") || line.isBlank())) {
      line = lines.next();
    }
    return line;
  }

  private String nextContent(String what) throws IOException {
    String line = content();
    if (line == null) {
      throw lines.fault("the file ends before " + what);
    }
    return line;
  }

  private void requireEnd(String announced) throws IOException {
    String line = content();
    if (line != null) {
      throw lines.fault(
          "'%s' after the last of %s that the sizes announce"
              .formatted(TextLines.shorten(line), announced));
    }
  }

  private ObservedMatrix coordinates(int rows, int columns, int count) throws IOException {
    MatrixTooLargeException.requireSides(file, rows, columns);
    ObservedMatrixBuilder builder = new ObservedMatrixBuilder(rows, columns);
    for (int t = 0; t < count; t++) {
      addEntry(builder, rows, columns, "entry %d of %d".formatted(t + 1, count));
    }
    requireEnd("%d entries".formatted(count));
    if (builder.size() == 0) {
      throw new MatrixFileException(file, "no entries; expected at least one");
    }
    ObservedMatrix matrix = builder.buildSum();
    long entries = (long) rows * columns;
    if (matrix.observedCount() < entries) {
      notes.add(
          "%d of %d entries are stored; the others are unobserved, not zeros"
              .formatted(matrix.observedCount(), entries));
    }
    int again = count - missing - places(matrix);
    if (again > 0) {
      notes.add(
          again == 1
              ? "1 entry of the file has the place of an earlier one; their values add up"
              : "%d entries of the file have the places of earlier ones; their values add up"
                  .formatted(again));
    }
    return matrix;
  }

  /** Returns how many entries of a matrix a file that gives each once would have. */
  private int places(ObservedMatrix matrix) {
    if (symmetry == Symmetry.GENERAL) {
      return matrix.observedCount();
    }
    int places = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      for (int t = matrix.rowStarts()[i]; t < matrix.rowStarts()[i + 1]; t++) {
        places += matrix.columnIndices()[t] <= i ? 1 : 0;
      }
    }
    return places;
  }

  private void addEntry(ObservedMatrixBuilder builder, int rows, int columns, String what)
      throws IOException {
    String[] fields = nextContent(what).strip().split("\\s+", -1);
    if (fields.length != (pattern ? 2 : 3)) {
      throw lines.fault(
          "%d fields; expected %s"
              .formatted(fields.length, pattern ? "row and column" : "row, column, value"));
    }
    int row = lines.id(fields[0], "row") - 1;
    int column = lines.id(fields[1], "column") - 1;
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw lines.fault(
          "entry (%s, %s) lies outside the %d × %d matrix"
              .formatted(fields[0], fields[1], rows, columns));
    }
    requireOneTriangle(row, column);
    double value = pattern ? 1 : value(fields[2]);
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    builder.add(row, column, value);
    if (symmetry != Symmetry.GENERAL && row != column) {
      builder.add(column, row, symmetry == Symmetry.SYMMETRIC ? value : -value);
    }
  }

  private double value(String text) throws IOException {
    double value = lines.numberOrMissing(text);
    if (whole && !Double.isNaN(value) && value != Math.rint(value)) {
      throw lines.fault(
          "'%s' in a matrix of integers; expected whole numbers, or 'real' in the first line"
              .formatted(TextLines.shorten(text)));
    }
    return value;
  }

  /**
   * A symmetric matrix stands for both triangles by one, so that with both it would count twice.
   */
  private void requireOneTriangle(int row, int column) throws IOException {
    above |= row < column;
    below |= row > column;
    if (symmetry != Symmetry.GENERAL && above && below) {
      throw lines.fault(
          "entry (%d, %d) on the other side of the diagonal than those before; expected one triangle of a %s matrix"
              .formatted(row + 1, column + 1, name()));
    }
    if (symmetry == Symmetry.SKEW_SYMMETRIC && row == column) {
      throw lines.fault("an entry on the diagonal; expected none in a skew-symmetric matrix");
    }
  }

  /** Reads an array, which stands column after column; a symmetric one below its diagonal only. */
  private RealMatrix array(int rows, int columns) throws IOException {
    MatrixTooLargeException.require(file, rows, columns);
    double[] values = new double[rows * columns];
    for (int j = 0; j < columns; j++) {
      int first =
          switch (symmetry) {
            case GENERAL -> 0;
            case SYMMETRIC -> j;
            case SKEW_SYMMETRIC -> j + 1;
          };
      for (int i = first; i < rows; i++) {
        double value = value(nextContent("entry (%d, %d)".formatted(i + 1, j + 1)));
        missing += Double.isNaN(value) ? 1 : 0;
        values[i * columns + j] = value;
        if (symmetry != Symmetry.GENERAL) {
          values[j * columns + i] = symmetry == Symmetry.SYMMETRIC ? value : 0 - value;
        }
      }
    }
    requireEnd("%d × %d entries".formatted(rows, columns));
    DenseMatrix matrix = new DenseMatrix(rows, columns, values);
    if (missing == 0) {
      return matrix;
    }
    ObservedMatrix observed = matrix.withoutNaN();
    if (observed.observedCount() == 0) {
      throw new MatrixFileException(file, "all entries are missing values; expected numbers");
    }
    return observed;
  }
}
