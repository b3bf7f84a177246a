package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.convexityprobe.data.AbsoluteFile;

/**
 * Some files of a ZIP archive that is not trusted: only names that match are unpacked, and no more
 * bytes than a published set can have.
 */
final class ZipPart {
  private static final long MAX_BYTES = 400_000_000;

  private final Path archive;
  private final Pattern wanted;

  /**
   * Names an archive.
   *
   * @param wanted names to unpack; group 1 is the name of the file that is written, and must match
   *     nothing that leads out of a folder
   */
  ZipPart(Path archive, Pattern wanted) {
    this.archive = archive;
    this.wanted = wanted;
  }

  /**
   * Unpacks into a folder.
   *
   * @throws IOException if the archive is damaged, unpacks to too much, or holds no wanted file
   */
  void unpackInto(Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(AbsoluteFile.of(archive))) {
      long left = MAX_BYTES;
      List<? extends ZipEntry> entries = zip.stream().toList();
      for (ZipEntry entry : entries) {
        Matcher matcher = wanted.matcher(entry.getName());
        if (!entry.isDirectory() && matcher.matches()) {
          Path target = folder.resolve(matcher.group(1));
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            left -= copy(in, target, left);
          }
        }
      }
      if (left == MAX_BYTES) {
        throw new IOException("%s holds no file %s".formatted(archive, wanted));
      }
    } catch (java.util.zip.ZipException e) {
      throw new IOException(
          "%s is no ZIP archive, or damaged (%s); delete it and fetch it again"
              .formatted(archive, e.getMessage()),
          e);
    }
  }

  private long copy(InputStream in, Path target, long left) throws IOException {
    long written = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        written += read;
        if (written > left) {
          throw new IOException("%s unpacks to more than %d bytes".formatted(archive, MAX_BYTES));
        }
        out.write(buffer, 0, read);
      }
    }
    return written;
  }
}
