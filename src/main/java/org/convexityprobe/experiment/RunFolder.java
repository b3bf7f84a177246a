package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.convexityprobe.data.Json;

/**
 * The folder of one run, held by one process at a time. It is the run's identity: the same command
 * goes on where it stopped, another experiment is refused.
 */
public final class RunFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;
  private final boolean fresh;

  private RunFolder(Path path, FileChannel channel, FileLock lock, boolean fresh) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
    this.fresh = fresh;
  }

  /**
   * Opens a folder for a run, and writes the manifest if it is new or holds no work yet: a first
   * start that was refused or stopped early does not reserve the folder for its settings.
   *
   * @throws IOException if it holds something else or another experiment, is in use, or cannot be
   *     written
   */
  public static RunFolder open(Path path, Manifest manifest) throws IOException {
    requireEmptyOrSame(path, manifest);
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = lock(path, channel);
    boolean fresh = holdsNoWork(path);
    if (fresh) {
      Json.write(path.resolve(Manifest.FILE), manifest);
    }
    return new RunFolder(path, channel, lock, fresh);
  }

  private static FileLock lock(Path path, FileChannel channel) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same refusal as for another.
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          path + " is in use by another run; wait for it or choose another --out");
    }
    return lock;
  }

  private static void requireEmptyOrSame(Path path, Manifest manifest) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new IOException(path + " is a file; expected a folder for the results");
    }
    Path file = path.resolve(Manifest.FILE);
    if (Files.exists(file)) {
      Manifest found = Json.read(file, Manifest.class);
      if (!holdsNoWork(path)) {
        requireSame(path, found, manifest);
      }
      return;
    }
    try (Stream<Path> content = Files.list(path)) {
      if (content.anyMatch(entry -> !entry.getFileName().toString().equals(LOCK))) {
        throw new IOException(
            path + " holds files but no run of this program; choose an empty folder with --out");
      }
    }
  }

  /** Returns whether a folder has only manifests, a lock, and what a start creates empty. */
  private static boolean holdsNoWork(Path path) throws IOException {
    try (Stream<Path> content = Files.walk(path)) {
      return content
          .filter(entry -> !entry.endsWith(Manifest.FILE))
          .allMatch(entry -> Files.isDirectory(entry) || entry.toFile().length() == 0);
    }
  }

  private static void requireSame(Path path, Manifest found, Manifest wanted) throws IOException {
    if (!found.kind().equals(wanted.kind())) {
      throw new IOException(
          "%s holds a %s run, not a %s run; choose another folder with --out"
              .formatted(path, found.kind(), wanted.kind()));
    }
    Map<String, Object> before = flatten(found.configuration());
    Map<String, Object> now = flatten(wanted.configuration());
    StringBuilder differences = new StringBuilder();
    now.forEach(
        (key, value) -> {
          if (!Objects.equals(before.get(key), value)) {
            differences.append("%n  %s: %s there, %s now".formatted(key, before.get(key), value));
          }
        });
    if (!before.equals(now)) {
      throw new IOException(
          "%s holds another experiment; choose another folder with --out, or the same settings:%s"
              .formatted(path, differences));
    }
  }

  private static Map<String, Object> flatten(Map<String, Object> tree) {
    Map<String, Object> flat = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> {
          if (value instanceof Map) {
            flatten(Configuration.asTree(value))
                .forEach((inner, leaf) -> flat.put(key + "." + inner, leaf));
          } else {
            // Numbers read back from JSON may have another Java type than those in memory.
            flat.put(key, String.valueOf(value));
          }
        });
    return flat;
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  /** Returns whether this is the run's first start. */
  public boolean isFresh() {
    return fresh;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
