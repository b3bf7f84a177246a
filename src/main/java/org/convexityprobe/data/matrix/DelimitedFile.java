package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Tables of numbers: comma- or tab-separated values, and the table of a GEO series matrix. A first
 * row and a first column that are not numbers are taken as names and left out.
 */
final class DelimitedFile {
  private static final String BEGIN = "!series_matrix_table_begin";
  private static final String END = "!series_matrix_table_end";

  private final Path file;
  private double[] values = new double[1024];
  private int size;
  private int columns = -1;
  private int skippedColumns;

  private DelimitedFile(Path file) {
    this.file = file;
  }

  /** Reads a whole file; tabs separate fields if the first line holds one, commas otherwise. */
  static MatrixReading read(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      DelimitedFile table = new DelimitedFile(file);
      String first = lines.next();
      if (first == null) {
        throw lines.fault("the file is empty; expected rows of numbers");
      }
      CSVFormat format = first.indexOf('\t') >= 0 ? CSVFormat.TDF : CSVFormat.DEFAULT;
      boolean isFirst = true;
      for (String line = first; line != null; line = lines.next()) {
        if (!line.isBlank()) {
          table.add(lines, fields(lines, line, format), isFirst);
          isFirst = false;
        }
      }
      return table.finish();
    }
  }

  /** Reads the table of a GEO series matrix. */
  static MatrixReading readSeriesMatrix(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      String line = lines.next();
      while (line != null && !line.startsWith(BEGIN)) {
        line = lines.next();
      }
      if (line == null) {
        throw new MatrixFileException(file, "no line " + BEGIN + "; expected a GEO series matrix");
      }
      DelimitedFile table = new DelimitedFile(file);
      boolean isFirst = true;
      for (line = lines.next(); line != null && !line.startsWith(END); line = lines.next()) {
        table.add(lines, fields(lines, line, CSVFormat.TDF), isFirst);
        isFirst = false;
      }
      if (line == null) {
        throw lines.fault("the file ends before " + END);
      }
      return table.finish();
    }
  }

  private static List<String> fields(TextLines lines, String line, CSVFormat format)
      throws IOException {
    try (CSVParser parser = CSVParser.parse(line, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty() ? List.of() : records.get(0).toList();
    } catch (IOException | RuntimeException e) {
      throw lines.fault("cannot be split into fields: " + e.getMessage());
    }
  }

  private void add(TextLines lines, List<String> fields, boolean isFirst) throws IOException {
    if (isFirst && fields.stream().skip(1).noneMatch(DelimitedFile::isNumber)) {
      boolean single = fields.size() == 1 && isNumber(fields.get(0));
      if (!single) {
        return;
      }
    }
    if (columns < 0) {
      skippedColumns = isNumber(fields.get(0)) ? 0 : 1;
      columns = fields.size() - skippedColumns;
    }
    if (fields.size() - skippedColumns != columns) {
      throw lines.fault(
          "%d fields, but the rows before have %d; is the separator right?"
              .formatted(fields.size(), columns + skippedColumns));
    }
    for (String field : fields.subList(skippedColumns, fields.size())) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      if (field.isBlank()) {
        throw lines.fault("an entry is empty; expected a number in every field");
      }
      values[size++] = lines.number(field);
    }
  }

  private static boolean isNumber(String field) {
    try {
      Double.parseDouble(field.strip());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private MatrixReading finish() throws IOException {
    if (size == 0) {
      throw new MatrixFileException(file, "no rows of numbers");
    }
    return MatrixReading.of(new DenseMatrix(size / columns, columns, Arrays.copyOf(values, size)));
  }
}
