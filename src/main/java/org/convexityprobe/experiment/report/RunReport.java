package org.convexityprobe.experiment.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.probe.PathResult;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.probe.PathRun;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceResult;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.experiment.table.TableRun;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.report.CsvSection;
import org.convexityprobe.report.DifferenceTable;
import org.convexityprobe.report.HtmlPage;
import org.convexityprobe.report.LengthSection;
import org.convexityprobe.report.SurfacePlot;

/** Writes one web page about finished runs, from what lies in their folders alone. */
public final class RunReport {
  private static final String FIGURES = "figures";

  /** Kinds of runs that are named as their command is, and whose settings it reads. */
  private static final Set<String> REPEATABLE =
      Set.of(ProbeRun.KIND, TableRun.KIND, SurfaceRun.KIND, PathRun.KIND);

  /** Longest CSV file that is shown, in lines. */
  private static final int LONGEST_TABLE = 60;

  private final List<Path> runs;
  private final Path file;
  private final HtmlPage page = new HtmlPage("Convexity of loss landscapes");

  private RunReport(List<Path> runs, Path file) {
    this.runs = List.copyOf(runs);
    this.file = file;
  }

  /**
   * Writes a report.
   *
   * @param runs folders of probes, tables, comparisons, surfaces or paths
   * @param file the page
   * @return why runs could not be read, by their folder; the page says so, too
   * @throws IOException if the page cannot be written
   */
  public static Map<Path, IOException> write(List<Path> runs, Path file) throws IOException {
    return write(runs, file, page -> {});
  }

  /**
   * Writes a report with something before it.
   *
   * @param introduction adds to the page what comes before the runs
   * @return why runs could not be read, by their folder; where none could be, there is no page
   * @throws IOException if the page cannot be written
   */
  public static Map<Path, IOException> write(
      List<Path> runs, Path file, Consumer<HtmlPage> introduction) throws IOException {
    RunReport report = new RunReport(runs, file);
    introduction.accept(report.page);
    Map<Path, IOException> unreadable = new LinkedHashMap<>();
    for (Path run : report.runs) {
      report.page.section(run.toString());
      try {
        report.add(run);
      } catch (IOException e) {
        report.page.warning("cannot be shown: " + e.getMessage());
        unreadable.put(run, e);
      }
    }
    if (unreadable.isEmpty() || unreadable.size() < report.runs.size()) {
      report.page.write(file);
    }
    return unreadable;
  }

  private void add(Path run) throws IOException {
    if (!Files.exists(run.resolve(Manifest.FILE))) {
      throw new IOException(
          "%s is no run: expected a folder with %s in it".formatted(run, Manifest.FILE));
    }
    Manifest manifest = Manifest.read(run.resolve(Manifest.FILE));
    if (Files.exists(run.resolve(Comparison.FILE))) {
      addComparison(Comparison.read(run));
    } else if (Files.exists(run.resolve(SurfaceResults.FILE))) {
      addSurfaces(SurfaceResults.read(run));
    } else if (Files.exists(run.resolve(PathResults.FILE))) {
      addPaths(PathResults.read(run));
    } else if (!Files.exists(run.resolve(ProbeResults.FILE))) {
      page.warning(
          "This run is still going, or was stopped: it has no results yet. The command that"
              + " started it goes on where it was.");
    } else if (ProbeResults.KINDS.contains(manifest.kind())) {
      addComparison(Comparison.of(ProbeResults.read(run)));
    } else {
      addTables(run);
    }
    addFigures(run);
    addManifest(run, manifest);
    addLinks(run);
  }

  private void addComparison(Comparison comparison) {
    int number = 0;
    for (Comparison.Table table : comparison.tables()) {
      number++;
      if (comparison.tables().size() > 1) {
        page.subsection("Table %d: %s".formatted(number, String.join(", ", table.results())));
      }
      LengthSection.add(table.lengths(), page);
      new DifferenceTable(table.differences()).addTo(page);
    }
    comparison.notSubtracted().forEach(page::warning);
    comparison.notes().forEach(page::warning);
  }

  private void addSurfaces(SurfaceResults results) {
    Map<String, SurfaceScan> surfaces = new LinkedHashMap<>();
    Map<String, SurfaceTrajectory> trajectories = new LinkedHashMap<>();
    Map<String, List<String>> warnings = new LinkedHashMap<>();
    for (SurfaceResult result : results.surfaces()) {
      String name = ResultNames.unique(ResultNames.title(result.description()), surfaces.keySet());
      surfaces.put(name, result.scan());
      warnings.put(name, result.warnings());
      trajectories.put(name, result.trajectory());
    }
    addWarnings(warnings);
    boolean logarithmic = SurfacePlot.needsLogarithm(surfaces.values());
    double[] limits = SurfacePlot.limits(surfaces, logarithmic);
    surfaces.forEach(
        (name, scan) -> page.surface(name, scan, logarithmic, limits, trajectories.get(name)));
    addShares(results);
    trajectories.values().stream().filter(Objects::nonNull).forEach(this::addTrajectory);
  }

  /** How much of each plane is convex, in percent of the points of its map. */
  private void addShares(SurfaceResults results) {
    List<List<String>> rows = new ArrayList<>();
    for (SurfaceResult result : results.surfaces()) {
      if (result.map() != null) {
        List<String> row = new ArrayList<>(List.of(ResultNames.title(result.description())));
        result
            .shares()
            .values()
            .forEach(share -> row.add(String.format(Locale.ROOT, "%.1f", 100 * share)));
        row.add(Integer.toString(result.map().points()));
        rows.add(row);
      }
    }
    if (!rows.isEmpty()) {
      List<String> header = new ArrayList<>(List.of(""));
      for (SurfaceVerdict verdict : SurfaceVerdict.values()) {
        header.add(verdict.word() + ", %");
      }
      header.add("points");
      page.subsection("Where the surfaces are convex");
      page.table(header, rows);
    }
  }

  private void addTrajectory(SurfaceTrajectory trajectory) {
    page.subsection("The checkpoints and the plane");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "The plane holds %.1f %% and %.1f %% of the variance of %d checkpoints along its axes.",
            100 * trajectory.explained().get(0),
            100 * trajectory.explained().get(1),
            trajectory.points().size()));
    page.table(
        List.of("epoch", "x", "y", "distance from the plane", "loss", "loss on the plane"),
        trajectory.points().stream().map(RunReport::row).toList());
  }

  private static List<String> row(SurfaceTrajectory.Point point) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(point.epoch())));
    DoubleStream.of(point.x(), point.y(), point.residual(), point.loss(), point.surfaceLoss())
        .mapToObj(number -> String.format(Locale.ROOT, "%.4g", number))
        .forEach(row::add);
    return row;
  }

  private void addPaths(PathResults results) {
    page.paragraph(
        "Segments to "
            + results.destination()
            + "; slope: of the loss at their start, along the way to their end, whose length is"
            + " taken as 1; cosine: of −∇ℓ there with that way. Curvature: least second derivative,"
            + " the length taken as 1.");
    page.table(
        List.of(
            "from epoch",
            "distance",
            "loss there",
            "‖∇ℓ‖",
            "slope",
            "cosine",
            "least curvature",
            "barrier",
            "convex",
            "star-convex",
            "below chord"),
        results.paths().stream().map(RunReport::row).toList());
    if (results.images() < results.population()) {
      page.warning(
          "the loss is a mean over %d of %d training images"
              .formatted(results.images(), results.population()));
    }
  }

  private static List<String> row(PathResult path) {
    return List.of(
        Integer.toString(path.description().epoch()),
        String.format(Locale.ROOT, "%.4g", path.distance()),
        String.format(Locale.ROOT, "%.4g", path.scan().values().get(0)),
        String.format(Locale.ROOT, "%.4g", path.alignment().gradientNorm()),
        String.format(Locale.ROOT, "%.4g", path.alignment().slope()),
        String.format(Locale.ROOT, "%.4f", path.alignment().cosine()),
        String.format(
            Locale.ROOT, "%.3g ± %.1g", path.curvature().value(), path.curvature().error()),
        String.format(Locale.ROOT, "%.4g", path.verdict().barrier()),
        path.verdict().convex().word(),
        path.verdict().star().word(),
        path.verdict().chord().word());
  }

  /** A warning that several share is said once, with their names; one of all, without. */
  private void addWarnings(Map<String, List<String>> warnings) {
    Map<String, List<String>> owners = new LinkedHashMap<>();
    warnings.forEach(
        (name, own) ->
            own.forEach(
                warning -> owners.computeIfAbsent(warning, key -> new ArrayList<>()).add(name)));
    owners.forEach(
        (warning, names) ->
            page.warning(
                names.size() == warnings.size()
                    ? warning
                    : String.join("; ", names) + ": " + warning));
  }

  /** A factorisation run's CSV files that are short enough to read. */
  private void addTables(Path run) throws IOException {
    for (Path csv : files(run, ".csv")) {
      List<String> lines = Files.readAllLines(csv);
      if (lines.size() <= LONGEST_TABLE) {
        page.subsection(stem(csv));
        CsvSection.add(lines, page);
      }
    }
  }

  private void addFigures(Path run) throws IOException {
    for (Path folder : List.of(run.resolve(FIGURES), run)) {
      for (Path figure : files(folder, ".png")) {
        page.picture(figure, "%s of %s".formatted(stem(figure).replace('-', ' '), run));
      }
    }
  }

  private void addManifest(Path run, Manifest manifest) throws IOException {
    page.subsection("How it was made");
    Map<String, Object> settings = new LinkedHashMap<>(manifest.configuration());
    String checkpoints =
        settings.remove("checkpoints") instanceof Map<?, ?> map
            ? " "
                + String.join(
                    " ", map.keySet().stream().map(Object::toString).toArray(String[]::new))
            : "";
    // Directions that were read from files are no setting, but an option of their own.
    if (REPEATABLE.contains(manifest.kind()) && !settings.containsKey("directions")) {
      page.paragraph("To run it again, save the settings as again.json, and run");
      page.preformatted(
          "convexity %s%s --config again.json%s --out %s-again"
              .formatted(manifest.kind(), checkpoints, trainedNetworks(run, manifest), run));
    }
    page.folded("settings", Json.write(settings));
    if (!ProbeResults.KINDS.contains(manifest.kind())) {
      Maker.warning(manifest.madeBy()).ifPresent(page::warning); // Lengths come with theirs.
    }
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(manifest.environment()).forEach((key, value) -> rows.add(List.of(key, value)));
    page.table(List.of("made with", ""), rows);
  }

  /** Returns where a table's networks are: with them, it is made again without training. */
  private static String trainedNetworks(Path run, Manifest manifest) throws IOException {
    if (!manifest.kind().equals(TableRun.KIND) || !Files.exists(run.resolve(ProbeResults.FILE))) {
      return "";
    }
    return ProbeResults.read(run).checkpoints().stream()
        .map(result -> Path.of(result.name()).getParent())
        .filter(folder -> folder != null && folder.getParent() != null)
        .map(folder -> " --checkpoints " + folder.getParent())
        .findFirst()
        .orElse("");
  }

  private void addLinks(Path run) throws IOException {
    page.subsection("Data");
    Map<String, String> links = new LinkedHashMap<>();
    Path base = file.toAbsolutePath().normalize().getParent();
    for (Path folder : List.of(run, run.resolve("tables"))) {
      for (Path data : files(folder, "")) {
        String address = base.relativize(data.toAbsolutePath().normalize()).toString();
        links.put(address, data.getFileName().toString());
      }
    }
    page.links(links);
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content
          .filter(Files::isRegularFile)
          .filter(entry -> entry.getFileName().toString().endsWith(end))
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> !entry.getFileName().toString().endsWith(".html"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static String stem(Path path) {
    String name = path.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
