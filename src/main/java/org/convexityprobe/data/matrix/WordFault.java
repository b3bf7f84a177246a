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

  /** Digits with one mark, or in groups of three, and a power of ten; of any script. */
  private static final String DIGITS =
      "(\\p{Nd}{1,3}([,.'’_ \u00a0\u202f\u2009]\\p{Nd}{3})+([.,]\\p{Nd}*)?"
          + "|\\p{Nd}+([.,٫]\\p{Nd}*)?|[.,]\\p{Nd}+)([ed][+\\-−]?\\p{Nd}+)?";

  private static final String SIGN = "[+\\-−–—]?";

  private static final Pattern NUMBER_LIKE =
      Pattern.compile(
          "[='\"’]{0,3}[<>≤≥≈~]?=? ?"
              + SIGN
              + "[$€£¥]? ?"
              + SIGN
              + DIGITS
              + " ?[%‰$€£¥*\\-'\"]{0,3}");

  private static final Pattern COMPLEX =
      Pattern.compile("\\(?(" + SIGN + DIGITS + ")?" + SIGN + DIGITS + "\\*?[ij]\\)?");

  /** As accountants write −1.5. */
  private static final Pattern IN_PARENTHESES =
      Pattern.compile("[$€£¥]?\\( ?[$€£¥]?" + DIGITS + "[%$€£¥]? ?\\)");

  /** As Fortran writes a power of ten of three digits. */
  private static final Pattern WITHOUT_E = Pattern.compile(SIGN + "\\d*\\.\\d+[+-]\\d{3}");

  private WordFault() {}

  /**
   * Returns whether a word is a number in a notation that is not read, such as −1.5 with the sign
   * of typesetting, (1.5), 10% and 1.0D0. Nobody names rows or columns by such words alone.
   */
  static boolean isNumberLike(String field) {
    String small = field.toLowerCase(Locale.ROOT);
    return TRUTH.contains(small)
        || INFINITE.contains(small.replaceFirst("^[+\\-−]", ""))
        || WITHOUT_E.matcher(small).matches()
        || (isWithDigits(small) && !DATE.matcher(field).matches());
  }

  private static boolean isWithDigits(String small) {
    return NUMBER_LIKE.matcher(small).matches()
        || COMPLEX.matcher(small).matches()
        || IN_PARENTHESES.matcher(small).matches();
  }

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
    if (WITHOUT_E.matcher(small).matches()) {
      return "is not a number; write e before the power of ten";
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
    if (isWithDigits(small)) {
      // Not to be taken for missing values, which would throw numbers away.
      return notation(small);
    }
    return "is not a number; if it stands for a missing value, give --missing '"
        + TextLines.shorten(field)
        + "'";
  }

  private static String notation(String small) {
    if (COMPLEX.matcher(small).matches()) {
      return "is a complex number; expected a real one";
    }
    if (IN_PARENTHESES.matcher(small).matches()) {
      return "is in parentheses; where they stand for a minus sign, write -1.5 instead of (1.5)";
    }
    if (small.startsWith("=") || small.startsWith("'") || small.startsWith("\"")) {
      return "is a number within signs of a spreadsheet; expected the number alone";
    }
    if (small.matches("[<>≤≥≈~].*")) {
      return "is a bound; expected a number, so write one instead, or nothing if it is missing";
    }
    if (small.matches(".*[−–—].*")) {
      return "has a dash that is no minus sign of programs; write - instead";
    }
    if (small.matches(".*[$€£¥].*")) {
      return "has the sign of a currency; expected the number alone";
    }
    return "is not a number as they are read here; expected digits from 0 to 9, one decimal mark,"
        + " and e before a power of ten";
  }
}
