package org.convexityprobe.data;

import java.util.regex.Pattern;

/**
 * Recognises images of the PNM family. They are text up to their pixels, or as a whole, and a table
 * may start with the same letter and digit: an image has its sizes after them.
 */
final class PnmSignature {
  /** Width and height. */
  private static final Pattern TWO_NUMBERS = Pattern.compile("\\s+(\\d+(\\s+|\\z)){2}");

  /** Width, height and the largest value of a pixel. */
  private static final Pattern THREE_NUMBERS = Pattern.compile("\\s+(\\d+(\\s+|\\z)){3}");

  private static final Pattern NUMBERS_ALONE = Pattern.compile("[\\d\\s]*");
  private static final Pattern COMMENT = Pattern.compile("#[^\\r\\n]*");

  private PnmSignature() {}

  /**
   * Returns the kind of an image, or null if it is none.
   *
   * @param start the first bytes of a file, a character each
   */
  static FileKind kind(String start) {
    if (start.startsWith("P7\nWIDTH")) {
      return FileKind.PIXMAP;
    }
    int form = start.length() > 2 && start.charAt(0) == 'P' ? start.charAt(1) - '0' : 0;
    if (form < 1 || form > 6 || !hasSizes(form, start.substring(2))) {
      return null;
    }
    return form == 2 || form == 5 ? FileKind.GRAYMAP : FileKind.PIXMAP;
  }

  /** Returns whether sizes follow; after them, forms 1 to 3 hold numbers alone. */
  private static boolean hasSizes(int form, String text) {
    String content = COMMENT.matcher(text).replaceAll("");
    if (content.isBlank()) {
      return text.strip().startsWith("#");
    }
    Pattern header = form == 1 || form == 4 ? TWO_NUMBERS : THREE_NUMBERS;
    return header.matcher(content).lookingAt()
        && (form > 3 || NUMBERS_ALONE.matcher(content).matches());
  }
}
