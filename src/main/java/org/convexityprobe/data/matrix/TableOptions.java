package org.convexityprobe.data.matrix;

import java.util.List;

/**
 * The user's settings for a text table. Whatever is null is decided over many rows of the file.
 *
 * @param separator between fields: comma, tab, semicolon, pipe, blanks, colons, or a character
 * @param decimal the decimal mark: point or comma
 * @param header rows before the first row of numbers; the last of them holds the columns' names
 * @param index columns before the first column of numbers; they hold the rows' names
 * @param missing words and numbers that stand for missing values, beside the usual ones
 * @param mapIds whether ids of ratings are numbered by their rank instead of standing for rows and
 *     columns themselves
 */
public record TableOptions(
    String separator,
    String decimal,
    Integer header,
    Integer index,
    List<String> missing,
    boolean mapIds) {
  /** Nothing is said. */
  public static final TableOptions AUTO =
      new TableOptions(null, null, null, null, List.of(), false);

  private static final int MOST = 1000;

  /** Checks names and ranges. */
  public TableOptions {
    missing = missing == null ? List.of() : missing.stream().map(String::strip).toList();
    if (separator != null) {
      Separator.named(separator);
    }
    if (decimal != null && !List.of("point", ".", "comma", ",").contains(decimal)) {
      throw new IllegalArgumentException(
          "decimal mark '%s'; expected point or comma".formatted(decimal));
    }
    requireCount("header", header);
    requireCount("index", index);
  }

  private static void requireCount(String what, Integer count) {
    if (count != null && (count < 0 || count > MOST)) {
      throw new IllegalArgumentException("%s is %d; expected 0 to %d".formatted(what, count, MOST));
    }
  }

  /** Returns the separators to try, the preferred one first. */
  List<Separator> separators() {
    return separator == null ? Separator.COMMON : List.of(Separator.named(separator));
  }

  /** Returns the decimal marks to try, the preferred one first. */
  List<Character> decimalMarks() {
    if (decimal == null) {
      return List.of('.', ',');
    }
    return List.of(decimal.equals("comma") || decimal.equals(",") ? ',' : '.');
  }

  MissingWords missingWords() {
    return missing.isEmpty() ? MissingWords.USUAL : new MissingWords(missing);
  }

  /** Returns the names of the options that were given. */
  public List<String> given() {
    java.util.ArrayList<String> names = new java.util.ArrayList<>();
    if (separator != null) {
      names.add("separator");
    }
    if (decimal != null) {
      names.add("decimal");
    }
    if (header != null) {
      names.add("header");
    }
    if (index != null) {
      names.add("index");
    }
    if (!missing.isEmpty()) {
      names.add("missing");
    }
    if (mapIds) {
      names.add("map-ids");
    }
    return names;
  }
}
