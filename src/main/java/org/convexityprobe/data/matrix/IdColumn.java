package org.convexityprobe.data.matrix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ids of users or of items. Whole numbers stand for rows and columns themselves, so that an id
 * never used leaves an empty one; words are numbered by their rank among the ids that occur.
 */
final class IdColumn {
  private static final Pattern WHOLE = Pattern.compile("(0|[1-9]\\d*)(\\.0+)?");

  /** R writes round numbers so, such as 1e+05. */
  private static final Pattern ROUND = Pattern.compile("[1-9](\\.\\d+)?[eE]\\+?\\d{1,2}");

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final Path file;
  private final String what;
  private final Map<String, Integer> numbers;

  /** What an id may be. */
  enum Kind {
    /** A whole number from 0. */
    WHOLE,
    /** A number that is no id. */
    NUMBER,
    /** Anything else, such as an ISBN; digits after a zero too, which would be lost. */
    WORD
  }

  /**
   * Starts without ids.
   *
   * @param what they name, such as {@code user}
   * @param mapped whether they are numbered by rank
   */
  IdColumn(Path file, String what, boolean mapped) {
    this.file = file;
    this.what = what;
    numbers = mapped ? new HashMap<>() : null;
  }

  static Kind kind(String field) {
    if (WHOLE.matcher(field).matches() || isRound(field)) {
      return Kind.WHOLE;
    }
    boolean number = !Double.isNaN(DecimalNumbers.POINT.parse(field));
    return number && !DIGITS.matcher(field).matches() ? Kind.NUMBER : Kind.WORD;
  }

  private static boolean isRound(String field) {
    return ROUND.matcher(field).matches()
        && new BigDecimal(field).stripTrailingZeros().scale() <= 0;
  }

  /** Returns the number of an id: itself, or the place of its first occurrence. */
  int number(long line, String field) throws MatrixFileException {
    if (field.isEmpty()) {
      throw new MatrixFileException(file, line, "no %s; expected an id".formatted(what));
    }
    if (numbers != null) {
      return numbers.computeIfAbsent(field, name -> numbers.size());
    }
    if (kind(field) != Kind.WHOLE) {
      throw new MatrixFileException(
          file,
          line,
          "%s '%s' is no whole number from 0; for ids that are words, give --map-ids"
              .formatted(what, TextLines.shorten(field)));
    }
    BigInteger id = new BigDecimal(field).toBigInteger();
    if (id.bitLength() > 31 || id.intValue() >= MatrixTooLargeException.MAX_SIDE) {
      throw new MatrixFileException(
          file,
          line,
          "%s %s is above %d, the largest id that stands for a row or column itself; --map-ids numbers the ids that occur instead"
              .formatted(what, id, MatrixTooLargeException.MAX_SIDE - 1));
    }
    return id.intValue();
  }

  /** Returns the ids that occur in order: numbers by value, then words. */
  List<String> names() {
    return numbers.keySet().stream().sorted(order()).toList();
  }

  /** Returns the rank of each number that was handed out. */
  int[] ranks() {
    int[] ranks = new int[numbers.size()];
    int rank = 0;
    for (String name : names()) {
      ranks[numbers.get(name)] = rank++;
    }
    return ranks;
  }

  private static Comparator<String> order() {
    Comparator<String> byLength = Comparator.comparingInt(IdColumn::digits);
    return byLength.thenComparing(Comparator.naturalOrder());
  }

  /** Numbers without leading zeros rank by their length and then by their digits. */
  private static int digits(String name) {
    boolean plain = DIGITS.matcher(name).matches() && (name.length() == 1 || name.charAt(0) != '0');
    return plain ? name.length() : Integer.MAX_VALUE;
  }
}
