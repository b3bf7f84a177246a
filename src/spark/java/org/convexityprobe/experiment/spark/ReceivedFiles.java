package org.convexityprobe.experiment.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;
import org.convexityprobe.experiment.work.InputFile;

/**
 * The files of this process: at their own paths where they are the same ones, or else as copies.
 */
final class ReceivedFiles {
  /** What a path is to hold. */
  private record Wanted(InputFile input, String sha256) {}

  /** Where the copies are; without one where the file is at its own path. */
  private static final Map<Wanted, Optional<Path>> KNOWN = new HashMap<>();

  private static Path folder;

  private ReceivedFiles() {}

  /**
   * Returns the places of those files that are not at their own paths, by these.
   *
   * @throws IOException if a copy cannot be written, or is not what was sent
   */
  static synchronized Map<String, Path> copies(Collection<SentFile> files) throws IOException {
    Map<String, Path> copies = new HashMap<>();
    for (SentFile file : files) {
      Wanted wanted = new Wanted(file.input(), file.sha256());
      Optional<Path> place = KNOWN.get(wanted);
      if (place == null) {
        place = isHere(file) ? Optional.empty() : Optional.of(receive(file));
        KNOWN.put(wanted, place);
      }
      place.ifPresent(copy -> copies.put(file.input().path(), copy));
    }
    return copies;
  }

  private static boolean isHere(SentFile file) {
    try {
      return FileBundle.of(file.input()).sha256().equals(file.sha256());
    } catch (IOException | UncheckedIOException e) {
      return false; // What cannot be read here is not here.
    }
  }

  private static Path receive(SentFile file) throws IOException {
    if (folder == null) {
      // Spark removes it with the executor's own files, also when the executor is killed.
      File temporary = Utils.createTempDir(Utils.getLocalDir(SparkEnv.get().conf()), "inputs");
      folder = temporary.toPath().toRealPath();
    }
    return file.unpack(Files.createTempDirectory(folder, "input"));
  }
}
