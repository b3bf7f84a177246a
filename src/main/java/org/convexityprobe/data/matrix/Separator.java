package org.convexityprobe.data.matrix;

import java.util.List;
import java.util.Locale;

/**
 * What stands between the fields of a row.
 *
 * @param text the characters themselves; one blank stands for any number of blanks and tabs
 * @param words how to say it, such as {@code commas}
 */
record Separator(String text, String words) {
  static final Separator COMMA = new Separator(",", "commas");
  static final Separator TAB = new Separator("\t", "tabs");
  static final Separator SEMICOLON = new Separator(";", "semicolons");
  static final Separator PIPE = new Separator("|", "vertical bars");
  static final Separator COLONS = new Separator("::", "double colons");
  static final Separator BLANKS = new Separator(" ", "blanks");

  /** What tables are tried with, in this order. */
  static final List<Separator> COMMON = List.of(COMMA, TAB, SEMICOLON, PIPE, BLANKS);

  private static final String NEVER = "\"#+-.\r\n";

  /**
   * Returns the separator of a name or character.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Separator named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "comma", "," -> COMMA;
      case "tab", "\t", "\\t" -> TAB;
      case "semicolon", ";" -> SEMICOLON;
      case "pipe", "|" -> PIPE;
      case "colons", "::" -> COLONS;
      case "blanks", "blank", "space", " " -> BLANKS;
      default -> other(name);
    };
  }

  private static Separator other(String name) {
    boolean single = name.length() == 1 && !Character.isLetterOrDigit(name.charAt(0));
    if (!single || NEVER.contains(name)) {
      throw new IllegalArgumentException(
          ("separator '%s'; expected comma, tab, semicolon, pipe, blanks, colons or another"
                  + " character that no number holds")
              .formatted(name));
    }
    return new Separator(name, "'" + name + "'");
  }

  boolean isBlanks() {
    return equals(BLANKS);
  }
}
