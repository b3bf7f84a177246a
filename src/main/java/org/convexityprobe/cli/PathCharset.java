package org.convexityprobe.cli;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/** Arguments that the character set of the locale cannot express, such as names of files. */
final class PathCharset {
  /** Stands for bytes that the locale's character set does not know. */
  private static final char REPLACEMENT = '\uFFFD';

  /** What helps. */
  private static final String ADVICE = "set LANG=C.UTF-8, and unset LC_ALL";

  private PathCharset() {}

  /**
   * Returns what to tell about arguments that did not arrive as they were typed, if any did not.
   */
  static Optional<String> complaint(String... arguments) {
    return complaint(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")), arguments);
  }

  static Optional<String> complaint(Charset charset, String... arguments) {
    return Arrays.stream(arguments)
        .filter(text -> text.indexOf(REPLACEMENT) >= 0 || !charset.newEncoder().canEncode(text))
        .findFirst()
        .map(
            text ->
                "'%s' cannot be expressed in %s, the character set of this locale; %s"
                    .formatted(text.replace(REPLACEMENT, '?'), charset.name(), ADVICE));
  }
}
