package org.convexityprobe.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * A file on the web whose size, and where one is published whose checksum, are known beforehand.
 *
 * <p>It is downloaded into {@code FILE.part} and renamed to {@code FILE} only after size and
 * checksum have proved right. A later attempt continues the part. Where no checksum would tell two
 * versions of a file in one part, it is continued only if the host says by an entity tag or a date
 * that the file is still the same; what it said before is kept in {@code FILE.part.version}.
 *
 * @param source where the file is, http or https
 * @param size its size in bytes
 * @param checksum its checksum, or null where none is published
 * @param version what the host calls this version of the file: its strong entity tag (ETag) or the
 *     date of its last change; null where it says neither
 */
public record VerifiedDownload(URI source, long size, Checksum checksum, String version) {
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
    this(source, size, new Checksum(Checksum.Kind.SHA256, sha256), null);
  }

  /**
   * Asks the host how large a file is, and which version.
   *
   * @param checksum its checksum, or null where none is published
   * @param most bytes that the file may have
   * @throws IOException if the host cannot be reached, does not say, or announces more
   */
  public static VerifiedDownload announced(URI source, Checksum checksum, long most)
      throws IOException {
    HttpHeaders headers = Transfer.announced(client(), source);
    long size = headers.firstValueAsLong("Content-Length").orElse(0);
    if (size < 1) {
      throw new IOException(
          "%s does not say how large the file is; fetch it with a browser instead"
              .formatted(source));
    }
    if (size > most) {
      throw new IOException(
          "%s announces %d bytes; expected at most %d: it is not the file that this program knows"
              .formatted(source, size, most));
    }
    return new VerifiedDownload(source, size, checksum, Transfer.version(headers));
  }

  /**
   * Downloads to a file, unless it is there already.
   *
   * @throws IOException if the host cannot be reached, answers with an error or another file, if
   *     the checksum is wrong, or if the disk is full; the message says which, and what was kept
   */
  public void fetch(Path file, Progress progress) throws IOException {
    if (checksum != null
        && Files.isRegularFile(file)
        && Files.size(file) == size
        && isRight(file)) {
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
    requireNoPage(part);
    if (!isRight(part)) {
      String found = checksum.kind().of(part);
      Files.delete(part);
      throw new IOException(
          "%s has %s %s; expected %s; the download was thrown away"
              .formatted(source, checksum.kind(), found, checksum.digits()));
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(Transfer.versionFile(part));
  }

  /** Throws a page away that a host or a network's sign-in sent in place of the file. */
  private void requireNoPage(Path part) throws IOException {
    FileKind kind = FileKind.of(part);
    if (kind.isStandIn()) {
      Files.delete(part);
      Files.deleteIfExists(Transfer.versionFile(part));
      throw new IOException(
          ("%s sent %s in place of the file; it was thrown away. Does this network ask to sign in?"
                  + " Open the address in a browser, then run the same command again")
              .formatted(source, kind.what()));
    }
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
      discardUnlessSame(part);
      for (int attempt = 1; present(part) != size; attempt++) {
        attempt(client, part, progress, attempt);
      }
    } finally {
      if (present(part) == 0) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(Transfer.versionFile(part));
      }
    }
  }

  /** Throws a part away that may be of another version of the file. */
  private void discardUnlessSame(Path part) throws IOException {
    Path mark = Transfer.versionFile(part);
    boolean same =
        checksum != null
            || (version != null && Files.exists(mark) && Files.readString(mark).equals(version));
    if (!same) {
      Files.deleteIfExists(part);
      Files.deleteIfExists(mark);
    }
  }

  private void attempt(HttpClient client, Path part, Progress progress, int attempt)
      throws IOException {
    try {
      new Transfer(this, part, progress).run(client, PATIENCE);
    } catch (Transfer.BrokenOff e) {
      discardUnlessSame(part);
      if (attempt == ATTEMPTS) {
        String kept =
            present(part) == 0
                ? "nothing is kept, since the host does not say which version of the file it sends"
                : "%d of %d bytes are kept in %s, and the same command continues from there"
                    .formatted(present(part), size, part);
        throw new IOException(
            "the connection to %s broke off %d times (%s); %s"
                .formatted(source.getHost(), attempt, e.getMessage(), kept),
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
