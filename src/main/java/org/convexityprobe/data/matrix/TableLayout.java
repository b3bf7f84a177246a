package org.convexityprobe.data.matrix;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text table is laid out.
 *
 * @param separator between fields
 * @param cells how fields become entries
 * @param headerRows rows before the first row of numbers
 * @param indexColumns columns before the first column of numbers
 * @param columns columns of numbers
 * @param emptyColumns columns at the end that hold nothing, as separators at line ends make them
 * @param leadingColumns columns at the start that hold nothing, not even in a header; all others
 *     are counted without them
 * @param markedHeader the header, counted among the rows, if it is a comment; or null
 */
record TableLayout(
    Separator separator,
    TableCells cells,
    int headerRows,
    int indexColumns,
    int columns,
    int emptyColumns,
    int leadingColumns,
    TableRow markedHeader) {

  /** Returns the fields of a whole row. */
  int width() {
    return indexColumns + columns + emptyColumns;
  }

  /**
   * Returns what was decided, such as {@code table: fields separated by commas, decimal point, 1
   * header row, 1 index column, 3 missing values}.
   */
  String describe(long missing) {
    List<String> parts = new ArrayList<>();
    if (width() > 1) {
      parts.add("fields separated by " + separator.words());
    }
    parts.add(cells.numbers().mark() == '.' ? "decimal point" : "decimal comma");
    parts.add(count(headerRows, "header row"));
    parts.add(count(indexColumns, "index column"));
    parts.add(count(missing, "missing value"));
    if (emptyColumns > 0) {
      parts.add(count(emptyColumns, "empty column") + " at the end left out");
    }
    if (leadingColumns > 0) {
      parts.add(count(leadingColumns, "empty column") + " at the start left out");
    }
    return "table: " + String.join(", ", parts);
  }

  static String count(long number, String what) {
    return "%s %s%s"
        .formatted(number == 0 ? "no" : Long.toString(number), what, number == 1 ? "" : "s");
  }

  /** Returns the columns' names of the last header row; none where it does not name each. */
  List<String> columnNames(TableRow header) {
    List<String> fields = header.fields();
    // R leaves the index column's name out; a name in the last place means that none is left out.
    boolean leftOut = fields.size() <= columns + emptyColumns && header.isBlankFrom(columns);
    int first = leftOut ? 0 : indexColumns;
    return fields.size() < first + columns ? List.of() : fields.subList(first, first + columns);
  }
}
