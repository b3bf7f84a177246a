package org.convexityprobe.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes at the start of a text that only say how its characters are encoded.
 *
 * @param charset the encoding
 * @param length how many bytes say so
 */
public record ByteOrderMark(Charset charset, int length) {
  /** Bytes of the longest mark. */
  public static final int LONGEST = 4;

  /** Returns the mark with which some bytes start, if there is one. */
  public static Optional<ByteOrderMark> of(byte[] start) {
    // The mark of UTF-32 starts as that of UTF-16 does.
    if (starts(start, 0xff, 0xfe, 0, 0)) {
      return Optional.of(new ByteOrderMark(Charset.forName("UTF-32LE"), 4));
    }
    if (starts(start, 0, 0, 0xfe, 0xff)) {
      return Optional.of(new ByteOrderMark(Charset.forName("UTF-32BE"), 4));
    }
    if (starts(start, 0xef, 0xbb, 0xbf)) {
      return Optional.of(new ByteOrderMark(StandardCharsets.UTF_8, 3));
    }
    if (starts(start, 0xff, 0xfe)) {
      return Optional.of(new ByteOrderMark(StandardCharsets.UTF_16LE, 2));
    }
    return starts(start, 0xfe, 0xff)
        ? Optional.of(new ByteOrderMark(StandardCharsets.UTF_16BE, 2))
        : Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
