package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ratings: a row for each, with a user, an item, the rating and perhaps more, in columns that are
 * named or in this order. The matrix has a row for each item and a column for each user, on the
 * file's own numbers, or by rank where ids are words. Of several ratings for the same user and item
 * the last one counts.
 */
final class RatingsFile {
  private final Path file;
  private final RatingsLayout layout;
  private final IdColumn users;
  private final IdColumn items;
  private final ObservedMatrixBuilder ratings = new ObservedMatrixBuilder();
  private int missing;
  private int comments;

  private RatingsFile(Path file, RatingsLayout layout) {
    this.file = file;
    this.layout = layout;
    users = new IdColumn(file, "user", layout.mapped());
    items = new IdColumn(file, "item", layout.mapped());
  }

  /** Reads a file that is known to hold ratings. */
  static MatrixReading read(Path file, TableOptions options) throws IOException {
    return read(file, RatingsLayout.of(TableSample.of(file), options));
  }

  /** Reads a file of known layout. */
  static MatrixReading read(Path file, RatingsLayout layout) throws IOException {
    return new RatingsFile(file, layout).read();
  }

  private MatrixReading read() throws IOException {
    try (TextLines lines = new TextLines(file)) {
      TableSample.skipComments(lines);
      TableRows rows =
          new TableRows(file, lines.rest(), layout.separator(), lines.number(), lines::rowEnded);
      for (int i = 0; i < layout.headerRows(); i++) {
        rows.nextUnmarked();
      }
      comments = rows.comments();
      for (TableRow row = rows.next(); row != null; row = rows.next()) {
        add(row);
      }
    }
    if (ratings.size() == 0) {
      throw new MatrixFileException(file, "no ratings in the file");
    }
    return reading();
  }

  private void add(TableRow row) throws MatrixFileException {
    if (row.isComment(file, layout.mapped() && row.width() >= layout.width())) {
      comments++;
      return;
    }
    if (row.width() < layout.width()) {
      throw new MatrixFileException(
          file,
          row.line(),
          "%s; expected user, item and rating in at least %d"
              .formatted(TableLayout.count(row.width(), "field"), layout.width()));
    }
    String field = row.fields().get(layout.columns().rating());
    switch (layout.cells().kind(field)) {
      case WORD ->
          throw new MatrixFileException(
              file,
              row.line(),
              "rating '%s' %s".formatted(TextLines.shorten(field), WordFault.explain(field)));
      case MISSING -> missing++;
      case NUMBER ->
          ratings.add(
              items.number(row.line(), row.fields().get(layout.columns().item())),
              users.number(row.line(), row.fields().get(layout.columns().user())),
              layout.cells().value(field));
    }
  }

  private MatrixReading reading() {
    List<String> notes = new ArrayList<>();
    notes.add(layout.describe());
    if (missing > 0) {
      notes.add(TableLayout.count(missing, "row") + " without a rating left out");
    }
    if (comments > 0) {
      notes.add(TableLayout.count(comments, "line") + " left out: comments that start with #");
    }
    if (!layout.mapped()) {
      return finish(ratings, List.of(), List.of(), notes);
    }
    ratings.renumber(items.ranks(), users.ranks());
    notes.add("items and users are numbered by their rank among the ids that occur");
    return finish(ratings, items.names(), users.names(), notes);
  }

  /** Builds the matrix, and notes how many ratings were given twice. */
  static MatrixReading finish(
      ObservedMatrixBuilder ratings,
      List<String> rowNames,
      List<String> columnNames,
      List<String> notes) {
    ObservedMatrix matrix = ratings.build();
    List<String> all = new ArrayList<>(notes);
    if (ratings.duplicates() > 0) {
      all.add(
          "%d ratings were given again later for the same user and item; the last one counts"
              .formatted(ratings.duplicates()));
    }
    return new MatrixReading(matrix, rowNames, columnNames, all);
  }
}
