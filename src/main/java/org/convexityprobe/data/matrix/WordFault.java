package org.convexityprobe.data.matrix;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Says of a word that stands where a number was expected what it is, and what to do. */
final class WordFault {
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}([ T].*)?|\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?"
              + "|\\d{1,2}[- ][A-Za-z]{3}[- ]\\d{2,4}|\\d{4}-\\d{2}");

  private static final Set<String> TRUTH = Set.of("true", "false", "yes", "no", "t", "f");
  private static final Set<String> INFINITE = Set.of("inf", "infinity", "∞");

  private WordFault() {}

  /** Returns the rest of a sentence that starts with the field. */
  static String explain(String field) {
    String small = field.toLowerCase(Locale.ROOT);
    String unsigned = small.replaceFirst("^[+-]", "");
    if (TRUTH.contains(small)) {
      return "is a truth value; expected a number, so write 1 and 0 instead";
    }
    if (INFINITE.contains(unsigned) || unsigned.matches("\\d+(\\.\\d*)?e\\+?\\d{3,}")) {
      return "is infinite; expected a finite number";
    }
    if (DATE.matcher(field).matches()) {
      return "is a date or a time; expected a number, so leave its column out";
    }
    if (unsigned.matches("\\d+([.,]\\d+)? ?%")) {
      return "is a percentage; expected a number without the sign %";
    }
    if (unsigned.matches("\\d+,\\d+(e[+-]?\\d+)?")) {
      return "is not a number; with a decimal comma, give --decimal comma";
    }
    if (unsigned.matches("\\d+\\.\\d+(e[+-]?\\d+)?")) {
      return "is not a number with a decimal comma; with a decimal point, give --decimal point";
    }
    if (unsigned.matches("\\d*\\.?\\d*d[+-]?\\d+")) {
      return "is not a number; write the power of ten with e instead of d";
    }
    if (unsigned.matches("\\d+:[-+.0-9e]+")) {
      return "is an index with a value (svmlight's format); expected a number in every field";
    }
    return "is not a number; if it stands for a missing value, give --missing '"
        + TextLines.shorten(field)
        + "'";
  }
}
