package org.convexityprobe.data.matrix;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words that stand for a missing value in a table. */
final class MissingWords {
  /** What pandas takes for missing in {@code read_csv}, in small letters or capitals. */
  static final MissingWords USUAL = new MissingWords(List.of());

  private static final Set<String> ALWAYS =
      Set.of(
          "",
          "#n/a",
          "#n/a n/a",
          "#na",
          "-1.#ind",
          "-1.#qnan",
          "-nan",
          "1.#ind",
          "1.#qnan",
          "<na>",
          "n/a",
          "na",
          "nan",
          "none",
          "null");

  private static final int LONGEST = 8;

  private final Set<String> more;
  private final Set<Double> values = new HashSet<>();

  /**
   * Adds words to the usual ones.
   *
   * @param more as they stand in the table; a number stands for all its spellings
   */
  MissingWords(List<String> more) {
    this.more = Set.copyOf(more);
    for (String word : more) {
      double value = DecimalNumbers.POINT.parse(word);
      if (!Double.isNaN(value)) {
        values.add(value);
      }
    }
  }

  /** Returns whether a field without blanks around it is missing. */
  boolean contains(String field) {
    return more.contains(field)
        || (field.length() <= LONGEST && ALWAYS.contains(field.toLowerCase(Locale.ROOT)));
  }

  /** Returns whether a number stands for a missing value. */
  boolean contains(double value) {
    return !values.isEmpty() && values.contains(value);
  }
}
