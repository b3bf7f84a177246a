package org.convexityprobe.cli.progress;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of progress, as wide as the terminal lets it be. What tells most stays longest: first
 * the bar gets shorter, then the counts go, then the task's name.
 *
 * @param task what is done
 * @param percent how much of it, 0 to 100
 * @param counts how much of it, in units
 * @param left the time left, in words
 * @param note such as the last loss; may be empty
 */
record ProgressLine(String task, int percent, String counts, String left, String note) {
  private static final int LONGEST_BAR = 25;
  private static final int SHORTEST_BAR = 8;
  private static final String SEPARATOR = "  ";

  static ProgressLine of(
      String task, long done, long total, String unit, String left, String note) {
    int percent = total <= 0 ? 100 : (int) Math.min(100, Math.max(0, 100 * done / total));
    return new ProgressLine(task, percent, "%d/%d %s".formatted(done, total, unit), left, note);
  }

  /** Returns the line, at most so many characters long. */
  String fit(int width) {
    String share = "%3d %%".formatted(percent);
    for (List<String> parts :
        List.of(
            List.of(task, share, counts, left, note),
            List.of(task, share, left, note),
            List.of(share, left, note),
            List.of(share, note.isEmpty() ? left : note))) {
      String text = join(parts.stream());
      if (text.length() <= width) {
        int room = Math.min(LONGEST_BAR, width - text.length() - SEPARATOR.length());
        return room < SHORTEST_BAR ? text : text.replaceFirst(share, share + SEPARATOR + bar(room));
      }
    }
    return share.substring(0, Math.max(0, Math.min(width, share.length())));
  }

  private static String join(Stream<String> parts) {
    return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(SEPARATOR));
  }

  private String bar(int length) {
    int full = length * percent / 100;
    return "█".repeat(full) + "░".repeat(length - full);
  }
}
