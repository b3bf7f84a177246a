package org.convexityprobe.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** One connection of a download: asks for the bytes that are missing, and appends them. */
final class Transfer {
  /** Slower connections are given up, in bytes a second: they would take days. */
  private static final long LEAST_RATE = 2000;

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final VerifiedDownload download;
  private final Path part;
  private final VerifiedDownload.Progress progress;
  private final AtomicLong present = new AtomicLong();
  private volatile IOException refused;

  /** The connection ended early; another may go on from what is there. */
  static final class BrokenOff extends IOException {
    private static final long serialVersionUID = 1;

    BrokenOff(String message, Throwable cause) {
      super(message, cause);
    }
  }

  Transfer(VerifiedDownload download, Path part, VerifiedDownload.Progress progress) {
    this.download = download;
    this.part = part;
    this.progress = progress;
  }

  /**
   * Runs until all bytes are there.
   *
   * @param patience how long to wait for more bytes
   * @throws BrokenOff if the connection ended early or brought nothing for that long
   * @throws IOException if another connection would fare no better
   */
  void run(HttpClient client, Duration patience) throws IOException {
    present.set(Files.exists(part) ? Files.size(part) : 0);
    if (present.get() > download.size()) {
      Files.delete(part);
      present.set(0);
    }
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      HttpRequest.Builder request = HttpRequest.newBuilder(download.source());
      if (present.get() > 0) {
        request.header("Range", "bytes=" + present.get() + "-");
        if (download.version() != null) {
          // So that a host whose file has changed sends all of it.
          request.header("If-Range", download.version());
        }
      }
      CompletableFuture<HttpResponse<Void>> response =
          client.sendAsync(request.build(), info -> receive(info, out));
      await(response, patience);
      out.force(true);
    }
  }

  private HttpResponse.BodySubscriber<Void> receive(
      HttpResponse.ResponseInfo info, FileChannel out) {
    try {
      checkAnswer(info);
      out.truncate(present.get());
      out.position(present.get());
    } catch (IOException e) {
      refused = e;
      return HttpResponse.BodySubscribers.replacing(null);
    }
    return HttpResponse.BodySubscribers.ofByteArrayConsumer(bytes -> append(bytes, out));
  }

  /** Decides from status and headers where the bytes belong, or refuses them. */
  private void checkAnswer(HttpResponse.ResponseInfo info) throws IOException {
    int status = info.statusCode();
    if (status == OK) {
      // The server does not know ranges, or the file has changed: it sends everything.
      present.set(0);
      requireSize(info.headers().firstValue("Content-Length"));
      keepVersion(version(info.headers()));
    } else if (status == PARTIAL) {
      String range = info.headers().firstValue("Content-Range").orElse("");
      if (!range.startsWith("bytes " + present.get() + "-")) {
        throw new IOException(
            "%s answered with the range '%s' to a request from byte %d on"
                .formatted(download.source(), range, present.get()));
      }
      requireVersion(version(info.headers()));
      String total = range.substring(range.indexOf('/') + 1);
      requireSize(Optional.of(total).filter(text -> !text.equals("*")));
    } else if (status == RANGE_NOT_SATISFIABLE && present.get() > 0) {
      requireSize(Optional.of("fewer than " + present.get()));
    } else {
      throw wrongStatus(download.source(), status);
    }
  }

  /** Keeps what the host calls the version that it starts to send, where no checksum tells. */
  private void keepVersion(String version) throws IOException {
    if (download.checksum() == null) {
      if (version == null) {
        Files.deleteIfExists(versionFile(part));
      } else {
        Files.writeString(versionFile(part), version);
      }
    }
  }

  private void requireVersion(String version) throws IOException {
    boolean same = version == null || version.equals(download.version());
    if (download.checksum() == null && !same) {
      throw new IOException(
          "%s changed while it was fetched (%s, then %s); run the same command again"
              .formatted(download.source(), download.version(), version));
    }
  }

  /** Returns the file that holds what the host called the version of a part. */
  static Path versionFile(Path part) {
    return part.resolveSibling(part.getFileName() + ".version");
  }

  /**
   * Returns what tells one version of a file from another: the entity tag if it is a strong one, or
   * else the date of the last change, or null.
   */
  static String version(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"))
        .orElse(null);
  }

  private void requireSize(Optional<String> announced) throws IOException {
    if (announced.isPresent() && !announced.get().equals(Long.toString(download.size()))) {
      throw new IOException(
          "%s has %s bytes; expected %d: it is not the file that this program knows"
              .formatted(download.source(), announced.get(), download.size()));
    }
  }

  private void append(Optional<byte[]> bytes, FileChannel out) {
    if (bytes.isEmpty() || refused != null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
    if (present.get() + buffer.remaining() > download.size()) {
      refused =
          new IOException(
              "%s sends more than the expected %d bytes"
                  .formatted(download.source(), download.size()));
      return;
    }
    try {
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      progress.downloaded(present.addAndGet(bytes.get().length), download.size());
    } catch (IOException e) {
      refused =
          new IOException(
              "cannot write %s: %s; is the disk full?".formatted(part, e.getMessage()), e);
    }
  }

  private void await(CompletableFuture<HttpResponse<Void>> response, Duration patience)
      throws IOException {
    long before = -1;
    while (true) {
      try {
        response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        break;
      } catch (TimeoutException e) {
        long least = LEAST_RATE * patience.toMillis() / 1000;
        if (before >= 0 && present.get() - before < least) {
          response.cancel(true);
          throw new BrokenOff(
              present.get() == before
                  ? "nothing came for %d s".formatted(patience.toSeconds())
                  : "fewer than %d bytes came in %d s".formatted(least, patience.toSeconds()),
              e);
        }
        before = present.get();
      } catch (InterruptedException e) {
        response.cancel(true);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the download of " + download.source() + " was stopped");
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
    if (refused != null) {
      throw refused;
    }
    if (present.get() != download.size()) {
      throw new BrokenOff("it ended after %d bytes".formatted(present.get()), null);
    }
  }

  /** Asks the host for what it says of a file. */
  static HttpHeaders announced(HttpClient client, URI source) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(source)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(60))
            .build();
    HttpResponse<Void> answer;
    try {
      answer = client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of " + source + " was stopped");
    } catch (IOException e) {
      throw unreachable(source, e);
    }
    if (answer.statusCode() != OK) {
      throw wrongStatus(source, answer.statusCode());
    }
    return answer.headers();
  }

  private static IOException wrongStatus(URI source, int status) {
    return new IOException(
        "%s answered with HTTP status %d; expected 200".formatted(source, status));
  }

  private static IOException unreachable(URI source, Throwable cause) {
    String reason = cause.getMessage() == null ? "unknown host" : cause.getMessage();
    return new IOException(
        "cannot reach %s (%s): is this machine offline? The file can also be fetched elsewhere from %s"
            .formatted(source.getHost(), reason, source),
        cause);
  }

  private IOException failure(Throwable cause) {
    if (refused != null) {
      return refused;
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return unreachable(download.source(), cause);
    }
    return new BrokenOff(String.valueOf(cause.getMessage()), cause);
  }
}
