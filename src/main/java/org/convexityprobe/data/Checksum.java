package org.convexityprobe.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A published checksum of a file.
 *
 * @param kind how it is computed
 * @param digits in hexadecimal
 */
public record Checksum(Kind kind, String digits) {
  /** Ways to compute one; every Java platform has both. */
  public enum Kind {
    /** 128 bits: finds damage, though not malice. */
    MD5("MD5", 32),
    /** 256 bits. */
    SHA256("SHA-256", 64);

    private final String algorithm;
    private final int length;

    Kind(String algorithm, int length) {
      this.algorithm = algorithm;
      this.length = length;
    }

    @Override
    public String toString() {
      return algorithm;
    }

    /** Returns the checksum of a text in UTF-8, in hexadecimal digits. */
    public String of(String text) {
      return new DigestUtils(algorithm).digestAsHex(text);
    }

    /** Returns the checksum of a file, in hexadecimal digits. */
    public String of(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return new DigestUtils(algorithm).digestAsHex(in);
      }
    }
  }

  /** Checks the digits. */
  public Checksum {
    digits = digits.toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{" + kind.length + "}")) {
      throw new IllegalArgumentException(
          "%s '%s' must be %d digits".formatted(kind, digits, kind.length));
    }
  }
}
