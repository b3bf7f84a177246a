package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.convexityprobe.data.AbsoluteFile;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.FolderLock;
import org.convexityprobe.data.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run, held by one process at a time (see {@link FolderLock}). It is the run's
 * identity: the same command goes on where it stopped, another experiment is refused.
 */
public final class RunFolder implements AutoCloseable {
  /** What to do where a file is damaged that is made from the journal. */
  public static final String MAKE_AGAIN = "the command that wrote it makes it again";

  /** The name of its journal. */
  public static final String JOURNAL = "journal.jsonl";

  /** The name of a page about it, which is no work of its own. */
  public static final String PAGE = "report.html";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Path path;
  private final FolderLock lock;
  private final boolean fresh;

  /** This start's manifest, and what the folder's file says. */
  private final Manifest manifest;

  private Manifest written;
  private Journal<?> journal;
  private final Set<Maker> makers = new LinkedHashSet<>();

  private RunFolder(Path path, FolderLock lock, Manifest manifest) throws IOException {
    this.path = path;
    this.lock = lock;
    this.manifest = manifest;
    requireEmptyOrSame(path, manifest);
    AtomicFile.removeLeftovers(path);
    fresh = holdsNoWork(path);
    if (fresh) {
      Json.write(path.resolve(Manifest.FILE), manifest);
      written = manifest;
    } else {
      written = Manifest.read(path.resolve(Manifest.FILE));
    }
  }

  /**
   * Opens a folder for a run, and writes the manifest if it is new or holds no work yet: a first
   * start that was refused or stopped early does not reserve the folder for its settings. What a
   * kill left half-written is removed.
   *
   * @throws IOException if it holds something else or another experiment, is in use, or cannot be
   *     written
   */
  public static RunFolder open(Path path, Manifest manifest) throws IOException {
    // Before the lock, so that a folder of others does not get one; under it, the answer holds.
    requireEmptyOrSame(path, manifest);
    Files.createDirectories(path);
    FolderLock lock =
        FolderLock.take(path)
            .orElseThrow(
                () ->
                    new IOException(
                        path + " is in use by another run; wait for it or choose another folder"));
    try {
      return new RunFolder(path, lock, manifest);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What a run does in its folder. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does the work that the folder does not hold yet.
     *
     * @throws CancellationException if it was asked to stop
     */
    T in(RunFolder run) throws IOException;
  }

  /**
   * Works in a folder; see {@link #open}.
   *
   * @return what the work gives, or nothing if it was stopped
   */
  public static <T> Optional<T> use(Path path, Manifest manifest, Work<T> work) throws IOException {
    try (RunFolder run = open(path, manifest)) {
      return Optional.of(work.in(run));
    } catch (CancellationException e) {
      return Optional.empty();
    }
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
      Manifest found = Manifest.read(file);
      if (!holdsNoWork(path)) {
        requireSame(path, found, manifest);
      }
      return;
    }
    try (Stream<Path> content = Files.list(path)) {
      if (content.anyMatch(
          entry -> !entry.endsWith(FolderLock.FILE) && !AtomicFile.isTemporary(entry))) {
        throw new IOException(
            path + " holds files but no run of this program; choose an empty folder");
      }
    }
  }

  /**
   * Returns whether a folder with a manifest holds work of its run, so that the run can only go on.
   *
   * @throws IOException if the folder cannot be read
   */
  public static boolean holdsWork(Path path) throws IOException {
    return !holdsNoWork(path);
  }

  /** Returns whether a folder has only manifests, a lock, and what a start creates empty. */
  private static boolean holdsNoWork(Path path) throws IOException {
    // The folder, or one in it, may be a link, such as to another disk.
    try (Stream<Path> content = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return content
          .filter(entry -> !entry.endsWith(Manifest.FILE) && !AtomicFile.isTemporary(entry))
          .filter(entry -> !entry.endsWith(PAGE))
          .allMatch(entry -> Files.isDirectory(entry) || AbsoluteFile.of(entry).length() == 0);
    }
  }

  private static void requireSame(Path path, Manifest found, Manifest wanted) throws IOException {
    if (!found.kind().equals(wanted.kind())) {
      throw new IOException(
          "%s holds a %s run, not a %s run; choose another folder"
              .formatted(path, found.kind(), wanted.kind()));
    }
    Map<String, Object> before = flatten(found.configuration());
    Map<String, Object> settings = new LinkedHashMap<>(wanted.configuration());
    if (!found.configuration().containsKey(Manifest.INPUTS)) {
      settings.remove(Manifest.INPUTS); // earlier versions did not write it
    }
    Map<String, Object> now = flatten(settings);
    boolean filesAlone = true;
    StringBuilder differences = new StringBuilder();
    Set<String> keys = new LinkedHashSet<>(now.keySet());
    keys.addAll(before.keySet());
    for (String key : keys) {
      if (!Objects.equals(before.get(key), now.get(key))) {
        filesAlone &= key.startsWith(Manifest.INPUTS + ".");
        differences.append(
            "%n  %s: %s there, %s now".formatted(key, before.get(key), now.get(key)));
      }
    }
    if (!before.equals(now)) {
      throw new IOException(
          "%s holds another experiment; choose another folder, or %s:%s"
              .formatted(
                  path,
                  filesAlone ? "put these files back as they were" : "change these settings back",
                  differences));
    }
  }

  private static Map<String, Object> flatten(Map<String, Object> tree) {
    Map<String, Object> flat = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> {
          if (value instanceof Map) {
            flatten(Configuration.asTree(value))
                .forEach((inner, leaf) -> flat.put(key + "." + inner, leaf));
          } else if (value != null) { // settings of later versions are null in files of older ones
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

  /** Opens the run's journal, which closes with the folder. */
  public <T> Journal<T> journal(Class<T> type) throws IOException {
    Journal<T> opened = Journal.open(path.resolve(JOURNAL), type);
    journal = opened;
    return opened;
  }

  /** Notes who made work that is in the journal of another run, which this one is made of. */
  public void addMakers(List<Maker> others) {
    makers.addAll(others);
  }

  /** Returns this start's manifest, with who made the finished work. */
  public Manifest manifest() {
    return manifest.withMakers(makers());
  }

  private List<Maker> makers() {
    Set<Maker> all = new LinkedHashSet<>(makers);
    if (journal != null) {
      all.addAll(journal.makers());
    }
    return List.copyOf(all);
  }

  /** Writes who made the finished work into the manifest, and warns of several. */
  private void recordMakers() throws IOException {
    if (!written.madeBy().equals(makers())) {
      written = written.withMakers(makers());
      Json.write(path.resolve(Manifest.FILE), written);
    }
    Maker.warning(makers()).ifPresent(warning -> LOG.warn("{}: {}", path, warning));
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      if (journal != null) {
        journal.close();
      }
      if (!makers().isEmpty()) {
        recordMakers();
      }
    }
  }
}
