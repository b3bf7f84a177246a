package org.convexityprobe.cli;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.cli.progress.ProgramName;
import picocli.CommandLine.Help;

/**
 * Prints the examples at the end of a help text so that each can be pasted into a shell: with the
 * name that starts the program, and a backslash wherever a line breaks.
 */
final class Examples {
  private static final String INDENT = "  ";
  private static final String CONTINUATION = "      ";
  private static final String BREAK = " \\";

  private Examples() {}

  static String render(Help help) {
    StringBuilder text = new StringBuilder();
    int width = help.commandSpec().usageMessage().width();
    for (String example : whole(help.commandSpec().usageMessage().footer())) {
      for (String line : broken(INDENT + ProgramName.inExample(example), width)) {
        text.append(line).append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  /** Puts lines together that a backslash separates. */
  private static List<String> whole(String... lines) {
    List<String> examples = new ArrayList<>();
    boolean goesOn = false;
    for (String line : lines) {
      boolean broken = line.endsWith(BREAK);
      String part = (broken ? line.substring(0, line.length() - BREAK.length()) : line).strip();
      if (goesOn) {
        int last = examples.size() - 1;
        examples.set(last, examples.get(last) + " " + part);
      } else {
        examples.add(part);
      }
      goesOn = broken;
    }
    return examples;
  }

  /** Breaks a command at spaces, before an option where one is near enough. */
  static List<String> broken(String command, int width) {
    List<String> lines = new ArrayList<>();
    String rest = command;
    while (rest.length() > width) {
      int room = width - BREAK.length();
      int end = rest.lastIndexOf(" -", room);
      if (end <= room / 2) {
        end = rest.lastIndexOf(' ', room);
      }
      if (end <= rest.length() - rest.stripLeading().length()) {
        break; // One word fills the line.
      }
      lines.add(rest.substring(0, end) + BREAK);
      rest = CONTINUATION + rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
