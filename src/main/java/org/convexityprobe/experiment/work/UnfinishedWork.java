package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run keeps the evaluations of units that are not finished, so that a long unit that was
 * stopped or killed goes on. Short units write nothing.
 *
 * @param folder the folder; made when it is needed
 * @param interval how much time of computation a kill may cost at most, but for one evaluation
 */
public record UnfinishedWork(Path folder, Duration interval) {
  /** The name of the folder in that of a run. */
  public static final String FOLDER = "unfinished";

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Returns the place for a run in a folder. */
  public static UnfinishedWork of(Path run) {
    return new UnfinishedWork(run.resolve(FOLDER), INTERVAL);
  }

  /** Returns the file of one unit. */
  Path file(String unit) {
    return folder.resolve(unit + ".jsonl");
  }

  /** Removes what a unit kept, as it is finished. */
  public void finished(String unit) throws IOException {
    Files.deleteIfExists(file(unit));
  }

  /** Removes the folder, as all units are finished. */
  public void finished() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> content;
    try (Stream<Path> tree = Files.walk(folder)) {
      content = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }
}
