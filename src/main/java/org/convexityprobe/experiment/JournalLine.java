package org.convexityprobe.experiment;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import org.convexityprobe.data.Json;

/**
 * One line of a journal: a JSON object of {@code crc32} (of the rest of the line, as eight
 * hexadecimal digits, so that a changed digit is found too), {@code madeBy} and {@code unit}.
 *
 * @param madeBy who made the unit
 * @param unit the finished unit of work
 */
record JournalLine<T>(Maker madeBy, T unit) {
  private static final String START = "{\"crc32\":\"";
  private static final int DIGITS = 8;
  private static final String END = "\",";

  /** Returns the line's text, without a newline. */
  String text() {
    String rest = Json.writeLine(this).substring(1);
    return START + checksum(rest) + END + rest;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  static <T> JournalLine<T> parse(String text, Class<T> type) {
    int rest = START.length() + DIGITS + END.length();
    if (!text.startsWith(START) || text.length() < rest) {
      throw new IllegalArgumentException("it does not start with " + START);
    }
    String content = text.substring(rest);
    if (!text.startsWith(checksum(content) + END, START.length())) {
      throw new IllegalArgumentException("its checksum does not fit its content");
    }
    JournalLine<T> line = Json.parse("{" + content, JournalLine.class, type);
    if (line.madeBy == null || line.unit == null) {
      throw new IllegalArgumentException("it lacks " + (line.unit == null ? "unit" : "madeBy"));
    }
    return line;
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%0" + DIGITS + "x", crc.getValue());
  }
}
