package org.convexityprobe.cli.progress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name by which users call the program: {@code ./convexity} in a checkout, {@code convexity} on
 * the path.
 */
public final class ProgramName {
  /** The name in messages and help texts, as they are written. */
  private static final String WRITTEN = "convexity";

  /** A command at the start of a line, or in a shell's parentheses. */
  private static final Pattern COMMAND = Pattern.compile("(?<=^|<\\()" + WRITTEN + "(?= )");

  /** What the launcher sets. */
  private static final String PROPERTY = "convexity.name";

  private ProgramName() {}

  /** Returns the name that starts the program again. */
  public static String get() {
    return System.getProperty(PROPERTY, WRITTEN);
  }

  /** Returns a text with the name in each command that it quotes, such as 'convexity data list'. */
  public static String in(String text) {
    return text.replace("'" + WRITTEN + " ", "'" + get() + " ");
  }

  /** Returns an example of a command, with the name there. */
  public static String inExample(String line) {
    return COMMAND.matcher(line).replaceFirst(match -> Matcher.quoteReplacement(get()));
  }
}
