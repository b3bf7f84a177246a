package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.result.Conditions;
import org.convexityprobe.report.HessianRow;
import org.convexityprobe.report.HessianTable;

/**
 * The Hessians of several runs side by side. All are of the same loss on the same images; networks,
 * their recipes, and the numbers of products may differ.
 *
 * @param schemaVersion version of this format
 * @param conditions the loss and the images
 * @param rows one for each checkpoint, in the order of the runs
 * @param notes what a reader must know before using the numbers
 */
public record HessianComparison(
    int schemaVersion, Map<String, String> conditions, List<HessianRow> rows, List<String> notes) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /** A comparison in a folder, as its manifest says. */
  public static final String KIND = "compare-hessians";

  /** Conditions that belong to the network, and are compared. */
  private static final Set<String> OF_THE_NETWORK =
      Set.of("shortcut", "format", "trained by", "denseInitialization", "normalization");

  private record Identity(List<String> results) {}

  /** Copies map and lists. */
  public HessianComparison {
    conditions = new TreeMap<>(conditions);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Puts runs beside each other.
   *
   * @param runs results by the name of their run, at least one checkpoint in all
   * @throws IllegalArgumentException if two Hessians are of different losses or images; it says in
   *     what they differ
   */
  public static HessianComparison of(Map<String, HessianResults> runs) {
    List<HessianRow> rows = new ArrayList<>();
    Map<String, Set<String>> notes = new LinkedHashMap<>();
    Conditions first = null;
    for (Map.Entry<String, HessianResults> run : runs.entrySet()) {
      for (HessianResult result : run.getValue().checkpoints()) {
        Conditions own = conditions(run.getValue().manifest(), result);
        first = first == null ? own : first;
        requireAlike(first, own, rows, place(run.getKey(), result.name()));
        String title = ResultNames.title(result.description());
        rows.add(
            HessianRow.of(run.getKey(), result.name(), title, result.images(), result.spectrum()));
        result
            .warnings()
            .forEach(w -> notes.computeIfAbsent(w, key -> new LinkedHashSet<>()).add(title));
      }
    }
    if (first == null) {
      throw new IllegalArgumentException("no Hessian to compare");
    }
    int all = rows.size();
    return new HessianComparison(
        SCHEMA_VERSION,
        first.values(),
        distinct(rows),
        notes.entrySet().stream()
            .map(note -> note.getKey() + where(note.getValue(), all))
            .toList());
  }

  private static String where(Set<String> networks, int all) {
    return networks.size() == all ? "" : " (" + String.join("; ", networks) + ")";
  }

  private static String place(String run, String checkpoint) {
    return run + ": " + checkpoint;
  }

  private static Conditions conditions(Manifest manifest, HessianResult result) {
    Map<String, String> values =
        new TreeMap<>(
            Conditions.of(
                    manifest, "loss", result.description(), result.images(), result.population())
                .withUsualLoss());
    values.keySet().removeIf(key -> OF_THE_NETWORK.contains(key) || key.startsWith("training."));
    return new Conditions(values);
  }

  private static void requireAlike(
      Conditions first, Conditions own, List<HessianRow> rows, String place) {
    List<String> differences = first.differencesFrom(own);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "Hessians of different losses or images are not put into one table; leave out %s or %s: %s"
              .formatted(
                  place(rows.get(0).result(), rows.get(0).checkpoint()),
                  place,
                  String.join("; ", differences)));
    }
  }

  /** Adds the place of a network to its words where another has the same. */
  private static List<HessianRow> distinct(List<HessianRow> rows) {
    Map<String, Long> titles =
        rows.stream().collect(Collectors.groupingBy(HessianRow::network, Collectors.counting()));
    return rows.stream()
        .map(
            row ->
                titles.get(row.network()) == 1
                    ? row
                    : row.named(
                        "%s (%s)".formatted(row.network(), place(row.result(), row.checkpoint()))))
        .toList();
  }

  /** Returns the table. */
  public HessianTable table() {
    return new HessianTable(rows);
  }

  /**
   * Writes {@code hessians.csv} and {@code results.json} into a folder of its own.
   *
   * @param results the runs, as the user calls them
   * @param folder where to write
   * @throws IOException if it cannot be written, or holds another run
   */
  public void write(List<Path> results, Path folder) throws IOException {
    Identity identity = new Identity(results.stream().map(Path::toString).toList());
    try (RunFolder run = RunFolder.open(folder, Manifest.of(KIND, identity, Environment.facts()))) {
      AtomicFile.writeString(run.path().resolve("hessians.csv"), table().csv());
      new ResultFiles(run.path()).json(this); // last: a run with it is finished
    }
  }
}
