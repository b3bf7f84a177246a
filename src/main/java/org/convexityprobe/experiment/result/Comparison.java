package org.convexityprobe.experiment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.landscape.CurvatureSummary;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.report.CurvatureTable;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.LengthTable;
import org.convexityprobe.report.MissingNetwork;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperValues;

/**
 * Convexity lengths put beside each other: a table for all that were measured alike, with the
 * differences in it. Lengths that were not measured alike are in tables of their own, and not
 * subtracted.
 *
 * @param schemaVersion version of this format
 * @param tables one for each kind of conditions, in the order of the results
 * @param notSubtracted in what the tables differ, one sentence a pair
 * @param notes what a reader must know before using the numbers
 * @param curvatures what exact second derivatives say about verdicts; empty where there are none
 */
public record Comparison(
    int schemaVersion,
    List<Table> tables,
    List<String> notSubtracted,
    List<String> notes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NetworkCurvature> curvatures) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /** The name of the file. */
  public static final String FILE = "comparison.json";

  /** A comparison in a folder, as its manifest says. */
  public static final String KIND = "compare";

  /**
   * Lengths that were measured alike.
   *
   * @param results the runs that they come from
   * @param conditions what all of them have in common
   * @param cells the lengths
   * @param differences between widths and between epochs
   * @param missing networks of the runs that could not be trained or probed
   */
  public record Table(
      List<String> results,
      Map<String, String> conditions,
      List<LengthCell> cells,
      List<LengthDifference> differences,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MissingNetwork> missing) {
    /** Copies the list. */
    public Table {
      missing = missing == null ? List.of() : List.copyOf(missing);
    }

    /** Returns the lengths in the papers' arrangement. */
    public LengthTable lengths() {
      return LengthTable.ofCells(cells, missing);
    }
  }

  /**
   * Exact second derivatives of one network.
   *
   * @param result the run that they come from
   * @param network the network, with its place where another has the same title
   * @param summary what they say over all lines
   */
  public record NetworkCurvature(String result, String network, CurvatureSummary summary) {}

  private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*(e[+-]?\\d+)?");

  /** So many places are listed. */
  private static final int MOST_PLACES = 3;

  private record Identity(List<String> results) {}

  /** Checks the version. */
  public Comparison {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "a comparison of schema version %d; this program reads version %d"
              .formatted(schemaVersion, SCHEMA_VERSION));
    }
    tables = List.copyOf(tables);
    notSubtracted = List.copyOf(notSubtracted);
    notes = List.copyOf(notes);
    curvatures = curvatures == null ? List.of() : List.copyOf(curvatures);
  }

  /** Puts the checkpoints of one run beside each other. */
  public static Comparison of(ProbeResults results) {
    return of(Map.of("", results));
  }

  /**
   * Puts runs beside each other.
   *
   * @param runs results by the name of their run
   * @throws IllegalArgumentException if two results are of one network at one epoch
   */
  public static Comparison of(Map<String, ProbeResults> runs) {
    List<Measurement> all = new ArrayList<>();
    runs.forEach(
        (name, run) ->
            run.checkpoints()
                .forEach(each -> all.add(new Measurement(name, run.manifest(), each))));
    Map<Conditions, List<Measurement>> alike =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Measurement::conditions, LinkedHashMap::new, Collectors.toList()));
    alike.values().forEach(Comparison::requireDistinct);
    List<Conditions> conditions = List.copyOf(alike.keySet());
    return new Comparison(
        SCHEMA_VERSION,
        conditions.stream().map(each -> table(each, alike.get(each), runs)).toList(),
        notSubtracted(conditions),
        notes(all),
        curvatures(all));
  }

  private static List<NetworkCurvature> curvatures(List<Measurement> all) {
    List<Measurement> checked =
        all.stream().filter(each -> !each.result().curvatureChecks().isEmpty()).toList();
    Map<String, Long> titles =
        checked.stream().collect(Collectors.groupingBy(Measurement::title, Collectors.counting()));
    return checked.stream()
        .map(
            each ->
                new NetworkCurvature(
                    each.source(),
                    titles.get(each.title()) == 1
                        ? each.title()
                        : "%s (%s)".formatted(each.title(), each.place()),
                    CurvatureSummary.of(each.result().curvatureChecks())))
        .toList();
  }

  /** Returns the table of second derivatives; nothing where there are none. */
  public Optional<CurvatureTable> curvatureTable() {
    Map<String, CurvatureSummary> networks = new LinkedHashMap<>();
    curvatures.forEach(each -> networks.put(each.network(), each.summary()));
    return networks.isEmpty() ? Optional.empty() : Optional.of(new CurvatureTable(networks));
  }

  private static void requireDistinct(List<Measurement> measurements) {
    Map<String, Measurement> known = new HashMap<>();
    for (Measurement each : measurements) {
      Measurement other = known.put(each.network() + " " + each.label().epoch(), each);
      if (other != null) {
        Integer epoch = each.label().epoch();
        throw new IllegalArgumentException(
            "%s and %s are the same network (%s)%s, measured alike; leave one out"
                .formatted(
                    other.result().name(),
                    each.result().name(),
                    each.network(),
                    epoch == null ? "" : " at epoch " + epoch));
      }
    }
  }

  private static Table table(
      Conditions conditions, List<Measurement> measurements, Map<String, ProbeResults> runs) {
    Map<NetworkLabel, List<LengthSummary>> cells = new LinkedHashMap<>();
    for (Measurement each : measurements) {
      cells
          .computeIfAbsent(distinct(each, measurements), key -> new ArrayList<>())
          .add(each.result().summary());
    }
    boolean cifar =
        measurements.stream().allMatch(each -> each.result().description().comparesWithPapers());
    LengthTable table = LengthTable.of(cells, cifar ? PaperValues.load() : PaperValues.none());
    List<LengthDifference> differences = new ArrayList<>(WidthComparison.among(table));
    differences.addAll(EpochComparison.among(measurements));
    List<String> sources = measurements.stream().map(Measurement::source).distinct().toList();
    return new Table(
        sources,
        conditions.values(),
        table.cells(),
        differences,
        sources.stream().flatMap(source -> runs.get(source).missing().stream()).toList());
  }

  /**
   * Returns the cell of a measurement. Two files of one name are two networks where nothing says
   * that they differ in their seeds alone: they are named by their paths then.
   */
  private static NetworkLabel distinct(Measurement each, List<Measurement> all) {
    NetworkLabel label = each.label();
    boolean ambiguous =
        label.name() != null
            && each.result().description().seed() == null
            && all.stream().filter(other -> other.label().equals(label)).count() > 1;
    return ambiguous ? label.named(each.result().name()) : label;
  }

  private static List<String> notSubtracted(List<Conditions> conditions) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      for (int j = i + 1; j < conditions.size(); j++) {
        sentences.add(
            "tables %d and %d are not subtracted: %s"
                .formatted(
                    i + 1,
                    j + 1,
                    String.join("; ", conditions.get(i).differencesFrom(conditions.get(j)))));
      }
    }
    return sentences;
  }

  private static List<String> notes(List<Measurement> all) {
    Map<String, Set<String>> places = new LinkedHashMap<>();
    for (Measurement each : all) {
      for (String warning : each.result().warnings()) {
        places.computeIfAbsent(warning, key -> new LinkedHashSet<>()).add(each.title());
      }
    }
    List<String> notes = new ArrayList<>(grouped(places, all.size()));
    Map<String, Set<String>> executions = new TreeMap<>();
    all.forEach(
        each ->
            executions
                .computeIfAbsent(each.execution(), key -> new LinkedHashSet<>())
                .add(each.source()));
    if (executions.size() > 1) {
      notes.add(
          "computed with different noise: execution "
              + executions.entrySet().stream()
                  .map(e -> e.getKey() + " in " + String.join(", ", e.getValue()))
                  .collect(Collectors.joining("; ")));
    }
    Maker.warning(makers(all)).ifPresent(notes::add);
    return notes;
  }

  /**
   * Writes each warning once, with the places that it is about; warnings that differ in their
   * numbers alone are represented by the first.
   */
  private static List<String> grouped(Map<String, Set<String>> places, int all) {
    Map<String, List<String>> alike =
        places.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    warning -> NUMBER.matcher(warning).replaceAll("#"),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return alike.values().stream()
        .map(
            warnings -> {
              String first = warnings.get(0);
              long count = warnings.stream().mapToLong(each -> places.get(each).size()).sum();
              String where = where(places.get(first), all);
              return warnings.size() == 1
                  ? first + where
                  : "%s%s; similar notes, with other numbers, for %d of %d results in all"
                      .formatted(first, where, count, all);
            })
        .toList();
  }

  private static String where(Set<String> places, int all) {
    if (places.size() == all) {
      return "";
    }
    return places.size() <= MOST_PLACES
        ? " (" + String.join("; ", places) + ")"
        : " (%d of %d results)".formatted(places.size(), all);
  }

  private static List<Maker> makers(List<Measurement> all) {
    return all.stream().flatMap(each -> each.manifest().madeBy().stream()).distinct().toList();
  }

  /** Writes this comparison into a folder of its own, with tables and figures. */
  public void write(List<Path> results, Path folder) throws IOException {
    Identity identity = new Identity(results.stream().map(Path::toString).toList());
    try (RunFolder run = RunFolder.open(folder, Manifest.of(KIND, identity, Environment.facts()))) {
      Json.write(run.path().resolve(FILE), this);
      ProbeFiles.writeTables(this, run.path());
    }
  }

  /** Reads a comparison from its folder. */
  public static Comparison read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new IOException("no comparison at %s; expected %s in it".formatted(folder, FILE));
    }
    return Json.readWritten(file, Comparison.class, RunFolder.MAKE_AGAIN);
  }
}
