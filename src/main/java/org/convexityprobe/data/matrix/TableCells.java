package org.convexityprobe.data.matrix;

/**
 * How fields become entries.
 *
 * @param numbers the notation
 * @param missing what stands for a missing value
 */
record TableCells(DecimalNumbers numbers, MissingWords missing) {
  /** What a field may be. */
  enum Kind {
    /** A finite number. */
    NUMBER,
    /** A missing value. */
    MISSING,
    /** Anything else. */
    WORD
  }

  Kind kind(String field) {
    double value = numbers.parse(field);
    if (Double.isNaN(value)) {
      return missing.contains(field) ? Kind.MISSING : Kind.WORD;
    }
    return missing.contains(value) ? Kind.MISSING : Kind.NUMBER;
  }

  /** Returns the number, or NaN for a missing value and for a word. */
  double value(String field) {
    double value = numbers.parse(field);
    return missing.contains(value) ? Double.NaN : value;
  }
}
