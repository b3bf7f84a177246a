package org.convexityprobe.data.matrix;

import org.convexityprobe.data.matrix.SampleGrid.Sequence;
import org.convexityprobe.data.matrix.TableCells.Kind;
import org.convexityprobe.data.matrix.TableGuess.Outcome;
import org.convexityprobe.data.matrix.TableGuess.Unclear;

/**
 * Tells labels from entries where both are numbers: pandas' row numbers, years, wave lengths. What
 * looks like labels without doubt is taken for them. What may be either is asked.
 */
final class NumericLabels {
  /** Rows or columns from which on a count or a rising order is no chance. */
  private static final int MANY = 5;

  private static final double LARGE_ID = 1000;

  private final TableGuess guess;
  private final SampleGrid grid;
  private final boolean indexGiven;

  NumericLabels(TableGuess guess, boolean indexGiven) {
    this.guess = guess;
    this.grid = guess.grid();
    this.indexGiven = indexGiven;
  }

  /** Decides whether a first row with numbers is a header; returns null once that is clear. */
  Outcome decideHeader() {
    int index = guess.index();
    for (int j = index; j < grid.width(); j++) {
      if (grid.kind(0, j) == Kind.WORD) {
        return j == 0 ? cornerWord() : guess.wrongAt(0, j);
      }
    }
    if (grid.height() < 2 || index >= grid.width()) {
      return null;
    }
    if (grid.field(0, 0).isEmpty()) {
      return emptyCorner(index);
    }
    Sequence labels = grid.row(0, index);
    boolean corner =
        index > 0 && grid.kind(0, 0) == Kind.WORD && !grid.field(0, 0).equals(grid.field(1, 0));
    if ((index == 0 || corner) && areYears(labels, index)) {
      guess.setHeader(1);
    } else if (corner && NameWords.isLabel(grid.field(0, 0))) {
      guess.setHeader(1);
    } else if (index == 0
        && labels.length() > 2
        && labels.countsFrom(0)
        && grid.isFractional(1, 0)) {
      guess.setHeader(1);
    } else if ((index == 0 || corner) && mayBeAxis(labels, index)) {
      return unclearHeader();
    }
    return null;
  }

  /** A first row of a word and numbers, above numbers: pandas' pivot tables have such headers. */
  private Outcome cornerWord() {
    Sequence top = grid.row(0, 1);
    Sequence left = grid.column(0, 1);
    boolean numbers =
        grid.height() > 1
            && grid.width() > 1
            && grid.isWholeRow(0, 1)
            && top.isDistinct()
            && grid.isWholeColumn(0, 1);
    boolean name = grid.field(0, 0).chars().anyMatch(Character::isLetter);
    if (!numbers || !name || WordFault.isNumberLike(grid.field(0, 0))) {
      return guess.wrongAt(0, 0);
    }
    if (NameWords.isLabel(grid.field(0, 0)) && left.isDistinct() && !indexGiven) {
      guess.setHeader(1);
      guess.setIndex(1);
      return null;
    }
    return new Unclear(
        "line %d starts with '%s' before numbers; if it holds the columns' names, give --header 1%s"
            .formatted(
                guess.line(0),
                TextLines.shorten(grid.field(0, 0)),
                indexGiven
                    ? ""
                    : ", and --index 1 if the first column holds the rows', or --index 0 if entries"),
        guess.numbers(1, 0));
  }

  /** An empty first field is the corner between labels, or a missing value. */
  private Outcome emptyCorner(int index) {
    if (index > 0) {
      guess.setHeader(1);
      return null;
    }
    Sequence top = grid.row(0, 1);
    Sequence left = grid.column(0, 1);
    boolean labels = top.counts() || areYears(top, 1);
    if (labels && left.counts() && !indexGiven) {
      guess.setHeader(1);
      guess.setIndex(1);
      return null;
    }
    boolean mayBe = left.counts() && grid.isWholeRow(0, 1) && top.isDistinct();
    return labels || mayBe ? unclearHeader() : null;
  }

  private Outcome unclearHeader() {
    return new Unclear(
        ("line %d may hold the columns' names or numbers like those below it; give --header 1 or"
                + " --header 0%s")
            .formatted(
                guess.line(0),
                grid.field(0, 0).isEmpty()
                    ? ", and --index 1 or --index 0 for the first column"
                    : ""),
        guess.numbers(1, 0));
  }

  /** Returns whether the first row holds years and no other row does. */
  private boolean areYears(Sequence labels, int from) {
    int length = labels.length();
    boolean rising =
        grid.isWholeRow(0, from)
            && labels.isWithin(1500, 2200)
            && labels.rises()
            && (length > 2 || (length == 2 && labels.countsFrom(labels.values().applyAsDouble(0))));
    for (int i = 1; rising && i < grid.height(); i++) {
      rising = !grid.row(i, from).isWithin(1500, 2200);
    }
    return rising;
  }

  private boolean mayBeAxis(Sequence labels, int from) {
    if (!labels.rises()) {
      return false;
    }
    if (grid.isWholeRow(0, from) && grid.isFractional(1, from)) {
      return labels.length() > 1 || labels.countsFrom(0) || labels.isWithin(1500, 2200);
    }
    boolean rising = false;
    boolean counting = false;
    for (int i = 1; i < grid.height(); i++) {
      Sequence row = grid.row(i, from);
      rising |= row.rises();
      counting |= row.countsFrom(row.values().applyAsDouble(0));
    }
    return (labels.length() > MANY && !rising)
        || (labels.length() > 2 && labels.countsFrom(0) && !counting);
  }

  /**
   * Decides whether a first column of numbers names the rows; returns null once that is clear.
   *
   * @param above the header, or null
   */
  Outcome decideIndex(TableRow above) {
    int from = guess.header();
    int rows = grid.height() - from;
    if (grid.width() == 1 || rows == 0) {
      return null;
    }
    Sequence names = grid.column(0, from);
    boolean ids = grid.isWholeColumn(0, from) && names.isDistinct();
    String name = above == null ? null : above.fields().get(0);
    boolean label = name != null && (name.isEmpty() || (ids && NameWords.isLabel(name)));
    if (label || (ids && guess.hasQuotedNames())) {
      guess.setIndex(1);
      return null;
    }
    if (rows > 1 && mayName(names, ids, from, name == null)) {
      return new Unclear(
          ("the first column%s may number the rows or hold entries; give --index 1 to leave it out,"
                  + " or --index 0 to read it as entries")
              .formatted(name == null ? "" : " ('" + TextLines.shorten(name) + "')"),
          guess.numbers(from, 1));
    }
    return null;
  }

  private boolean mayName(Sequence names, boolean ids, int from, boolean noHeader) {
    boolean many = names.length() >= MANY;
    if (ids && noHeader && grid.isFractional(from, 1) && (many ? names.rises() : names.counts())) {
      return true;
    }
    boolean axis = (many && names.counts()) || (names.length() > MANY && names.isEven());
    return (axis && noOtherColumnRises(from)) || (ids && areLargeIds(from));
  }

  private boolean noOtherColumnRises(int from) {
    for (int j = 1; j < grid.width(); j++) {
      if (grid.column(j, from).rises()) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the first column's numbers are far above all others, which have fractions. */
  private boolean areLargeIds(int from) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = from; i < grid.height(); i++) {
      least = Math.min(least, grid.row(i, 0).values().applyAsDouble(0));
      Sequence entries = grid.row(i, 1);
      for (int j = 0; j < entries.length(); j++) {
        double entry = Math.abs(entries.values().applyAsDouble(j));
        most = entry > most ? entry : most;
      }
    }
    boolean whole = true;
    for (int j = 1; whole && j < grid.width(); j++) {
      whole = grid.isWholeColumn(j, from);
    }
    return least >= LARGE_ID && least > 100 * most && !whole;
  }
}
