package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Ratings as {@code user, item, rating} with an optional time stamp: MovieLens ({@code ::} or tab
 * or comma between fields) and goodbooks. The matrix has a row for each item and a column for each
 * user, on the file's own numbers, so that an id never used leaves an empty row or column.
 */
final class RatingsFile {
  private static final List<String> SEPARATORS = List.of("::", "\t", ",", ";");

  private RatingsFile() {}

  /** Returns whether a first line looks like ratings. */
  static boolean looksLike(String line) {
    String separator = separator(line);
    if (separator == null) {
      return false;
    }
    String[] fields = line.split(Pattern.quote(separator), -1);
    boolean header = line.toLowerCase(java.util.Locale.ROOT).startsWith("user");
    return (fields.length == 3 || fields.length == 4) && (header || separator.equals("::"));
  }

  static MatrixReading read(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      String line = lines.next();
      if (line == null) {
        throw lines.fault("the file is empty; expected user, item, rating");
      }
      String separator = separator(line);
      if (separator == null) {
        throw lines.fault(
            "no '::', tab or comma in '%s'; expected user, item, rating"
                .formatted(TextLines.shorten(line)));
      }
      ObservedMatrixBuilder ratings = new ObservedMatrixBuilder();
      if (!Character.isDigit(line.isEmpty() ? ' ' : line.charAt(0))) {
        line = lines.next();
      }
      for (; line != null; line = lines.next()) {
        if (!line.isBlank()) {
          add(lines, split(line, separator), ratings);
        }
      }
      if (ratings.size() == 0) {
        throw lines.fault("no ratings in the file");
      }
      return finish(ratings);
    }
  }

  private static void add(TextLines lines, List<String> fields, ObservedMatrixBuilder ratings)
      throws IOException {
    if (fields.size() != 3 && fields.size() != 4) {
      throw lines.fault(
          "%d fields; expected user, item, rating and perhaps a time".formatted(fields.size()));
    }
    int user = lines.id(fields.get(0), "user");
    int item = lines.id(fields.get(1), "item");
    ratings.add(item, user, lines.number(fields.get(2)));
  }

  static MatrixReading finish(ObservedMatrixBuilder ratings) {
    ObservedMatrix matrix = ratings.build();
    List<String> notes = new ArrayList<>();
    if (ratings.duplicates() > 0) {
      notes.add(
          "%d ratings were given again later for the same user and item; the last one counts"
              .formatted(ratings.duplicates()));
    }
    return new MatrixReading(matrix, notes);
  }

  private static List<String> split(String line, String separator) {
    List<String> fields = new ArrayList<>(4);
    int start = 0;
    for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
      fields.add(line.substring(start, end));
      start = end + separator.length();
    }
    fields.add(line.substring(start));
    return fields;
  }

  private static String separator(String line) {
    return SEPARATORS.stream().filter(line::contains).findFirst().orElse(null);
  }
}
