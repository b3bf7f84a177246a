package org.convexityprobe.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * A file on the web whose size, and where one is published whose checksum, are known beforehand.
 *
 * <p>It is downloaded into {@code FILE.part}, which a later attempt continues, and renamed to
 * {@code FILE} only after size and checksum have proved right.
 *
 * @param source where the file is, http or https
 * @param size its size in bytes
 * @param checksum its checksum, or null where none is published: then the size alone is checked
 */
public record VerifiedDownload(URI source, long size, Checksum checksum) {
  /** A connection that brings nothing for this long is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Connections that break off are opened again this often, from where they broke. */
  private static final int ATTEMPTS = 5;

  /** Told how far a download is. */
  @FunctionalInterface
  public interface Progress {
    /** Called after each part with the bytes present, those of earlier attempts included. */
    void downloaded(long bytes, long size);
  }

  /** Checks the arguments. */
  public VerifiedDownload {
    if (size < 1) {
      throw new IllegalArgumentException("size (%d) must be positive".formatted(size));
    }
    if (!"http".equals(source.getScheme()) && !"https".equals(source.getScheme())) {
      throw new IllegalArgumentException("source %s must be http or https".formatted(source));
    }
  }

  /** Names a file by its SHA-256. */
  public VerifiedDownload(URI source, long size, String sha256) {
    this(source, size, new Checksum(Checksum.Kind.SHA256, sha256));
  }

  /**
   * Asks the host how large a file is.
   *
   * @param checksum its checksum, or null where none is published
   * @throws IOException if the host cannot be reached or does not say
   */
  public static VerifiedDownload announced(URI source, Checksum checksum) throws IOException {
    return new VerifiedDownload(source, Transfer.announcedSize(client(), source), checksum);
  }

  /**
   * Downloads to a file, unless it is there already.
   *
   * @throws IOException if the host cannot be reached, answers with an error or another file, if
   *     the checksum is wrong, or if the disk is full; the message says which, and what was kept
   */
  public void fetch(Path file, Progress progress) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == size && isRight(file)) {
      return;
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    boolean resumed = Files.exists(part);
    complete(part, progress);
    if (resumed && !isRight(part)) {
      // The earlier part may have been another file's: start once more from nothing.
      Files.delete(part);
      complete(part, progress);
    }
    if (!isRight(part)) {
      String found = checksum.kind().of(part);
      Files.delete(part);
      throw new IOException(
          "%s has %s %s; expected %s; the download was thrown away"
              .formatted(source, checksum.kind(), found, checksum.digits()));
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private boolean isRight(Path file) throws IOException {
    return checksum == null || checksum.digits().equals(checksum.kind().of(file));
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  /** Brings the part to its full size, however often the connection breaks off. */
  private void complete(Path part, Progress progress) throws IOException {
    requireSpace(part);
    HttpClient client = client();
    try {
      for (int attempt = 1; present(part) != size; attempt++) {
        attempt(client, part, progress, attempt);
      }
    } finally {
      if (present(part) == 0) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void attempt(HttpClient client, Path part, Progress progress, int attempt)
      throws IOException {
    try {
      new Transfer(this, part, progress).run(client, PATIENCE);
    } catch (Transfer.BrokenOff e) {
      if (attempt == ATTEMPTS) {
        throw new IOException(
            "the connection to %s broke off %d times (%s); %d of %d bytes are kept in %s, and the same command goes on from there"
                .formatted(source.getHost(), attempt, e.getMessage(), present(part), size, part),
            e);
      }
    }
  }

  private static long present(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void requireSpace(Path part) throws IOException {
    Path folder = part.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < size - present(part)) {
      throw new IOException(
          "%s needs %d bytes more, but the disk has %d left"
              .formatted(part, size - present(part), free));
    }
  }
}
