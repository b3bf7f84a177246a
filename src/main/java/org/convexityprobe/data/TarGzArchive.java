package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks a {@code .tar.gz} archive without trusting it: only regular files and folders below the
 * target, no more of them and no more bytes than allowed.
 */
final class TarGzArchive {
  private final Path archive;
  private final int maxEntries;
  private final long maxBytes;

  /**
   * Names an archive and what it may unpack to.
   *
   * @param archive the file
   * @param maxEntries most files and folders
   * @param maxBytes most bytes of all files together
   */
  TarGzArchive(Path archive, int maxEntries, long maxBytes) {
    this.archive = archive;
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /**
   * Unpacks into a folder, which must hold none of the archive's files yet.
   *
   * @throws IOException if the archive is damaged, or holds a link, a device, an absolute path, a
   *     path with {@code ..}, or more than allowed; what was unpacked before that stays
   */
  void unpackInto(Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            GzipCompressorInputStream.builder()
                .setInputStream(new BufferedInputStream(Files.newInputStream(archive)))
                .setDecompressConcatenated(true)
                .get())) {
      int entries = 0;
      long left = maxBytes;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > maxEntries) {
          throw new IOException("%s holds more than %d entries".formatted(archive, maxEntries));
        }
        left -= unpack(tar, entry, target(folder, entry), left);
      }
    } catch (RuntimeException e) {
      // The library answers some malformed headers with unchecked exceptions.
      throw new IOException("%s is damaged: %s".formatted(archive, e.getMessage()), e);
    }
  }

  private long unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target, long left)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return 0;
    }
    Files.createDirectories(target.getParent());
    long written = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        written += read;
        if (written > left) {
          throw new IOException("%s unpacks to more than %d bytes".formatted(archive, maxBytes));
        }
        out.write(buffer, 0, read);
      }
    }
    return written;
  }

  private Path target(Path folder, TarArchiveEntry entry) throws IOException {
    String name = entry.getName();
    if (entry.isSparse() || !(entry.isDirectory() || isRegular(entry))) {
      throw new IOException(
          "%s: entry '%s' is neither a regular file nor a folder".formatted(archive, name));
    }
    try {
      Path target = folder.resolve(name).normalize();
      Path root = folder.normalize();
      boolean climbs = name.contains("..") || name.contains("\\") || name.contains(":");
      if (!climbs && !name.startsWith("/") && target.startsWith(root)) {
        return target;
      }
    } catch (InvalidPathException e) {
      throw new IOException("%s: '%s' is no file name".formatted(archive, name), e);
    }
    throw new IOException("%s: entry '%s' would lie outside the folder".formatted(archive, name));
  }

  /**
   * Links, devices and pipes have flags of their own; {@code isFile} takes some of them for files.
   */
  private static boolean isRegular(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }
}
