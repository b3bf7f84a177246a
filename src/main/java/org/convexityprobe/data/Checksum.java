package org.convexityprobe.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

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

    String of(Path file) throws IOException {
      MessageDigest digest;
      try {
        digest = MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
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
