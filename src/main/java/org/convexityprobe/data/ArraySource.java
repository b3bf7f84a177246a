package org.convexityprobe.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The bytes of one array: a file, or an entry of an archive, which has a checksum. */
final class ArraySource {
  /** Deflate packs 258 bytes into two bits at best; no entry unpacks to more than so many times. */
  private static final long MAX_RATIO = 1032;

  private final Path file;
  private final ZipFile zip;
  private final ZipEntry entry;
  private CheckedInputStream checked;

  ArraySource(Path file) {
    this(file, null, null);
  }

  ArraySource(Path file, ZipFile zip, ZipEntry entry) {
    this.file = file;
    this.zip = zip;
    this.entry = entry;
  }

  /** Returns the number of bytes, as the file system or the archive's directory says it. */
  long size() throws IOException {
    if (entry == null) {
      return Files.size(file);
    }
    long packed = entry.getCompressedSize();
    if (entry.getSize() < 0 || packed < 0 || entry.getSize() > (packed + 1) * MAX_RATIO) {
      throw new IOException(
          "%d bytes cannot unpack to %d bytes".formatted(packed, entry.getSize()));
    }
    return entry.getSize();
  }

  InputStream open() throws IOException {
    if (entry == null) {
      return Files.newInputStream(file);
    }
    InputStream content = zip.getInputStream(entry);
    if (content == null) {
      throw new IOException("it cannot be read");
    }
    checked = new CheckedInputStream(content, new CRC32());
    return checked;
  }

  /** Checks that a stream is at its end, and the checksum of what was read. */
  void finish(InputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new IOException("it holds more bytes than it announces");
    }
    if (entry != null && checked.getChecksum().getValue() != entry.getCrc()) {
      throw new IOException("its checksum is wrong: the file is damaged; copy or fetch it again");
    }
  }

  /** Returns a failure that names the file. */
  IOException fault(String what) {
    return fault(what, null);
  }

  IOException fault(String what, Exception cause) {
    return new IOException("%s cannot be read: %s".formatted(file, what), cause);
  }

  static String reason(Exception e) {
    return e.getMessage() == null ? "it is damaged" : e.getMessage();
  }
}
