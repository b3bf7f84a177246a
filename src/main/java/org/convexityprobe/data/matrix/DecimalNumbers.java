package org.convexityprobe.data.matrix;

/**
 * Decimal numbers as tables print them: a sign, digits, one decimal mark, a power of ten. Digits
 * before the mark may stand in groups of three (1,234.5, or 1.234,5 with a decimal comma). Anything
 * else is a word, such as {@code 1D}, {@code 2f}, {@code 0x1p3} and {@code Infinity}, which Java
 * takes for numbers.
 */
final class DecimalNumbers {
  /** A decimal point; commas, apostrophes and the narrow blanks of typesetting between groups. */
  static final DecimalNumbers POINT = new DecimalNumbers('.', false);

  private static final String GROUP_MARKS = "'’\u00a0\u202f\u2009";

  private final char mark;
  private final boolean blankGroups;

  /**
   * Chooses a notation.
   *
   * @param mark the decimal mark, a point or a comma; the other one separates groups
   * @param blankGroups whether a blank separates groups too
   */
  DecimalNumbers(char mark, boolean blankGroups) {
    if (mark != '.' && mark != ',') {
      throw new IllegalArgumentException(
          "decimal mark '%s'; expected a point or a comma".formatted(mark));
    }
    this.mark = mark;
    this.blankGroups = blankGroups;
  }

  char mark() {
    return mark;
  }

  /**
   * Returns the value of a field without blanks around it; NaN if it is no number, or one too large
   * for double precision.
   */
  double parse(String field) {
    int start = field.startsWith("+") || field.startsWith("-") ? 1 : 0;
    int whole = endOfWhole(field, start);
    if (whole < 0) {
      return Double.NaN;
    }
    int fraction = whole;
    if (whole < field.length() && field.charAt(whole) == mark) {
      fraction = endOfDigits(field, whole + 1);
    }
    boolean before = whole > start;
    boolean after = fraction > whole + 1;
    // Programs write .5 and 5. with a point; with a comma they are pieces of a list.
    boolean digits = mark == '.' ? before || after : before && (after || fraction == whole);
    if (!digits || endOfExponent(field, fraction) != field.length()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(plain(field, whole));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Returns where the digits before the mark end, or −1 if their groups are no thousands. */
  private int endOfWhole(String field, int start) {
    int end = endOfDigits(field, start);
    if (end == field.length() || !isGroupMark(field.charAt(end))) {
      return end;
    }
    boolean first = end > start && end - start <= 3 && field.charAt(start) != '0';
    char group = field.charAt(end);
    while (first && end < field.length() && field.charAt(end) == group) {
      int next = endOfDigits(field, end + 1);
      if (next - end != 4) {
        return -1;
      }
      end = next;
    }
    return first ? end : -1;
  }

  private boolean isGroupMark(char c) {
    return c == (mark == '.' ? ',' : '.')
        || GROUP_MARKS.indexOf(c) >= 0
        || (blankGroups && c == ' ');
  }

  private static int endOfExponent(String field, int from) {
    if (from == field.length() || (field.charAt(from) | 0x20) != 'e') {
      return from;
    }
    int digits = from + 1;
    if (digits < field.length() && (field.charAt(digits) == '+' || field.charAt(digits) == '-')) {
      digits++;
    }
    int end = endOfDigits(field, digits);
    return end > digits ? end : from;
  }

  /** Returns the number as Java reads it. */
  private String plain(String field, int whole) {
    String rest = field.substring(whole);
    String before = field.substring(0, whole);
    boolean grouped = false;
    for (int i = 0; i < before.length() && !grouped; i++) {
      grouped = isGroupMark(before.charAt(i));
    }
    if (!grouped && mark == '.') {
      return field;
    }
    StringBuilder plain = new StringBuilder(field.length());
    before.chars().filter(c -> !isGroupMark((char) c)).forEach(c -> plain.append((char) c));
    return plain.append(rest.replace(mark, '.')).toString();
  }
}
