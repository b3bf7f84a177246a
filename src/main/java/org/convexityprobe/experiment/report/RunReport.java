package org.convexityprobe.experiment.report;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.probe.PathResult;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.probe.PathRun;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceFiles;
import org.convexityprobe.experiment.surface.SurfaceResult;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.experiment.table.TableRun;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.report.CsvSection;
import org.convexityprobe.report.CurvatureTable;
import org.convexityprobe.report.DifferenceTable;
import org.convexityprobe.report.FigureLayout;
import org.convexityprobe.report.HtmlPage;
import org.convexityprobe.report.LengthFindings;
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

  /** A word that means itself in a shell. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

  private final List<Path> runs;
  private final Path file;
  private final Map<Path, IOException> unreadable = new LinkedHashMap<>();
  private final Map<Path, Manifest> manifests = new LinkedHashMap<>();
  private final Map<String, ProbeResults> probes = new LinkedHashMap<>();
  private final List<Path> probeFolders = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final Map<Path, SurfaceResults> surfaces = new LinkedHashMap<>();
  private final Map<Path, PathResults> paths = new LinkedHashMap<>();
  private final Map<Path, String> studies = new LinkedHashMap<>();
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
    report.read();
    if (report.unreadable.isEmpty() || report.unreadable.size() < report.runs.size()) {
      report.write();
    }
    return report.unreadable;
  }

  /**
   * Draws the figures of a probe, a comparison or surfaces anew; other runs have none to draw.
   *
   * @param folder where the figures go
   * @return whether there are any
   */
  public static boolean writeFigures(Path run, Path folder, FigureLayout layout)
      throws IOException {
    if (Files.exists(run.resolve(Comparison.FILE))) {
      ProbeFiles.writeFigures(Comparison.read(run), folder, layout);
    } else if (Files.exists(run.resolve(SurfaceResults.FILE))) {
      SurfaceFiles.writeFigures(SurfaceResults.read(run), folder, null, layout);
    } else if (Files.exists(run.resolve(ProbeResults.FILE))
        && ProbeResults.KINDS.contains(manifest(run).kind())) {
      ProbeFiles.writeFigures(ProbeResults.read(run), folder, layout);
    } else {
      return false;
    }
    return true;
  }

  /** Returns whether a run has no results yet. */
  public static boolean someGoOn(List<Path> runs) {
    return runs.stream().anyMatch(RunReport::goesOn);
  }

  private static boolean goesOn(Path run) {
    try {
      return !RunSummary.isFinished(run, manifest(run));
    } catch (IOException e) {
      return false; // Reading it says what is wrong.
    }
  }

  private static Manifest manifest(Path run) throws IOException {
    if (!Files.exists(run.resolve(Manifest.FILE))) {
      throw new IOException(
          "%s is no run: expected a folder with %s in it".formatted(run, Manifest.FILE));
    }
    return Manifest.read(run.resolve(Manifest.FILE));
  }

  private void read() {
    for (Path run : runs) {
      try {
        read(run, manifest(run));
      } catch (IOException e) {
        unreadable.put(run, e);
      }
    }
    comparisons.addAll(together(probes));
  }

  private void read(Path run, Manifest manifest) throws IOException {
    if (Files.exists(run.resolve(Comparison.FILE))) {
      comparisons.add(Comparison.read(run));
    } else if (Files.exists(run.resolve(SurfaceResults.FILE))) {
      surfaces.put(run, SurfaceResults.read(run));
    } else if (Files.exists(run.resolve(ProbeResults.FILE))
        && ProbeResults.KINDS.contains(manifest.kind())) {
      probes.put(run.toString(), ProbeResults.read(run));
      probeFolders.add(run);
    } else if (Files.exists(run.resolve(PathResults.FILE))) {
      paths.put(run, PathResults.read(run));
    } else if (RunSummary.isFinished(run, manifest)) {
      StudySummary.of(run, manifest).ifPresent(summary -> studies.put(run, summary));
    }
    manifests.put(run, manifest);
  }

  /** What was found, then figures by their kind, then how it was made. */
  private void write() throws IOException {
    page.section("What was found");
    addFindings();
    unreadable.forEach(
        (run, failure) ->
            page.warning("%s cannot be shown: %s".formatted(run, failure.getMessage())));
    addUnfinished();
    addLines();
    addCurvatures();
    addPictures(probeFolders, "Figures of lines and lengths, for papers");
    addSurfaces("Surfaces", false);
    addSurfaces("Training", true);
    for (Path run : manifests.keySet()) {
      addOther(run);
    }
    page.section("How it was made");
    for (Map.Entry<Path, Manifest> each : manifests.entrySet()) {
      page.subsection(each.getKey().toString());
      addManifest(each.getKey(), each.getValue());
      addLinks(each.getKey());
    }
    page.write(file);
  }

  /** Surfaces of random directions share their levels; those of training runs are another thing. */
  private void addSurfaces(String heading, boolean training) throws IOException {
    Map<Path, SurfaceResults> chosen = new LinkedHashMap<>(surfaces);
    chosen
        .values()
        .removeIf(
            results ->
                training
                    != results.surfaces().stream().anyMatch(each -> each.trajectory() != null));
    if (!chosen.isEmpty()) {
      page.section(heading);
      addSurfaces(chosen.values());
      addPictures(List.copyOf(chosen.keySet()), "");
    }
  }

  /** Runs that belong together have one table; those that measured the same twice cannot. */
  private static List<Comparison> together(Map<String, ProbeResults> probes) {
    if (probes.isEmpty()) {
      return List.of();
    }
    try {
      return List.of(probes.size() == 1 ? first(probes) : Comparison.of(probes));
    } catch (IllegalArgumentException twice) {
      return probes.values().stream().map(Comparison::of).toList();
    }
  }

  private static Comparison first(Map<String, ProbeResults> probes) {
    return Comparison.of(probes.values().iterator().next());
  }

  private void addFindings() {
    for (Comparison comparison : comparisons) {
      for (Comparison.Table table : comparison.tables()) {
        page.list(LengthFindings.of(table.lengths(), table.differences()));
      }
    }
    List<String> shares = new ArrayList<>();
    for (SurfaceResults results : surfaces.values()) {
      for (SurfaceResult result : results.surfaces()) {
        if (result.map() != null) {
          shares.add(
              "%s, on its surface: %s."
                  .formatted(
                      ResultNames.title(result.description()), SurfacePlot.shares(result.map())));
        }
      }
    }
    if (!shares.isEmpty()) {
      page.list(shares);
    }
    if (!studies.isEmpty()) {
      page.list(
          studies.entrySet().stream()
              .map(each -> "%s: %s.".formatted(each.getKey().getFileName(), each.getValue()))
              .toList());
    }
    comparisons.forEach(this::addComparison);
  }

  private void addUnfinished() throws IOException {
    for (Path run : runs.stream().filter(RunReport::goesOn).toList()) {
      Path journal = run.resolve(RunFolder.JOURNAL);
      String done = ""; // Tables and studies have no journal of their own.
      if (Files.exists(journal)) {
        // Any bytes have lines: the command that goes on names those that are damaged.
        try (Stream<String> lines = Files.lines(journal, StandardCharsets.ISO_8859_1)) {
          done = " (%d parts are done)".formatted(lines.count());
        }
      }
      page.warning(
          "%s: this run is going on or was stopped. It has no results yet%s.".formatted(run, done)
              + " The command that started it continues it.");
    }
  }

  /** All checkpoints of all runs in one chart, of which two are compared at a time. */
  private void addLines() {
    Map<String, List<LineScan>> networks = new LinkedHashMap<>();
    for (ProbeResults results : probes.values()) {
      results
          .checkpoints()
          .forEach(
              each ->
                  networks.put(
                      ResultNames.unique(ResultNames.title(each.description()), networks.keySet()),
                      each.lines()));
    }
    if (!networks.isEmpty()) {
      page.section("Lines");
      page.lines(networks);
    }
  }

  /** What exact second derivatives say about the verdicts on those lines. */
  private void addCurvatures() {
    List<CurvatureTable> tables =
        comparisons.stream().flatMap(each -> each.curvatureTable().stream()).toList();
    if (!tables.isEmpty()) {
      page.section("Second derivatives");
      tables.forEach(table -> table.addTo(page));
    }
  }

  private void addOther(Path run) throws IOException {
    boolean shown =
        probes.containsKey(run.toString())
            || surfaces.containsKey(run)
            || !RunSummary.isFinished(run, manifests.get(run));
    if (shown) {
      return;
    }
    if (paths.containsKey(run)) {
      page.section("Segments: " + run.getFileName());
      addPaths(paths.get(run));
    } else if (Files.exists(run.resolve(Comparison.FILE))) {
      page.section("Figures: " + run.getFileName());
    } else {
      page.section(subject(manifests.get(run).kind()) + ": " + run.getFileName());
      if (StudySummary.isRecovery(manifests.get(run))) {
        addProblem(manifests.get(run));
      }
      addTables(run);
    }
    addFigures(run);
  }

  /** Returns what a kind of run is about, such as {@code Matrices} or {@code Training}. */
  private static String subject(String kind) {
    if (kind.startsWith("nmf-")) {
      return "Matrices";
    }
    String first = kind.split("-", 2)[0];
    return first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1);
  }

  /** Says what was to be recovered, and what the numbers are. */
  private void addProblem(Manifest manifest) {
    page.paragraph(
        "X* = U*U*ᵀ of n rows and rank r, from m linear measurements, by descent on the mean"
            + " squared error over U. Shares have exact (Clopper–Pearson) 95 % intervals. The"
            + " isometry constant is bounded from below; the theory (arXiv 1605.07221) needs one"
            + " below 1/5.");
    if (manifest.kind().equals(ControlStudy.KIND)) {
      page.paragraph(
          "These problems have a spurious critical point, which is a local minimum where the"
              + " isometry constant is above 1/2. That none is found elsewhere says something only"
              + " if it is found here.");
    }
  }

  /** Figures of runs; behind a fold where the page has charts of the same. */
  private void addPictures(List<Path> folders, String fold) throws IOException {
    if (folders.isEmpty()) {
      return;
    }
    if (!fold.isEmpty()) {
      page.startFold(fold);
    }
    for (Path folder : folders) {
      addFigures(folder);
    }
    if (!fold.isEmpty()) {
      page.endFold();
    }
  }

  private void addComparison(Comparison comparison) {
    int number = 0;
    for (Comparison.Table table : comparison.tables()) {
      number++;
      if (comparison.tables().size() > 1) {
        page.subsection("Table %d: %s".formatted(number, String.join(", ", table.results())));
      }
      LengthSection.add(table.lengths(), page);
      if (table.lengths().hasAxes()) {
        page.lengths(table.lengths());
      }
      page.startFold("Differences between widths, and between epochs");
      new DifferenceTable(table.differences()).addTo(page);
      page.endFold();
    }
    comparison.notSubtracted().forEach(page::warning);
    comparison.notes().forEach(page::warning);
  }

  private void addSurfaces(Collection<SurfaceResults> runsOfSurfaces) {
    Map<String, SurfaceScan> surfaces = new LinkedHashMap<>();
    Map<String, SurfaceTrajectory> trajectories = new LinkedHashMap<>();
    Map<String, List<String>> warnings = new LinkedHashMap<>();
    List<SurfaceResult> results =
        runsOfSurfaces.stream().flatMap(run -> run.surfaces().stream()).toList();
    for (SurfaceResult result : results) {
      String name = ResultNames.unique(ResultNames.title(result.description()), warnings.keySet());
      warnings.put(name, result.warnings());
      trajectories.put(name, result.trajectory());
      if (result.somewhereFinite()) {
        surfaces.put(name, result.scan());
      } else {
        page.warning(name + ": the loss is finite at no point, so it is not drawn");
      }
    }
    addWarnings(warnings);
    if (!surfaces.isEmpty()) {
      boolean logarithmic = SurfacePlot.needsLogarithm(surfaces.values());
      double[] limits = SurfacePlot.limits(surfaces, logarithmic);
      page.startPair();
      surfaces.forEach(
          (name, scan) -> page.surface(name, scan, logarithmic, limits, trajectories.get(name)));
      page.endPair();
    }
    addShares(results);
    trajectories.values().stream().filter(Objects::nonNull).forEach(this::addTrajectory);
  }

  /** How much of each plane is convex, in percent of the points of its map. */
  private void addShares(List<SurfaceResult> results) {
    List<List<String>> rows = new ArrayList<>();
    for (SurfaceResult result : results) {
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
            "The axes of the plane explain %.1f %% and %.1f %% of the variance of %d checkpoints.",
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
            + "; slope: derivative of the loss along the segment at its start; cosine: of the angle"
            + " between −∇ℓ at the start and the segment. Curvature: least second derivative. The"
            + " length of a segment is taken as 1.");
    page.table(
        List.of(
            "from",
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
        path.description().epoch() == null ? path.name() : "epoch " + path.description().epoch(),
        String.format(Locale.ROOT, "%.4g", path.distance()),
        String.format(Locale.ROOT, "%.4g", path.scan().values().get(0)),
        String.format(Locale.ROOT, "%.4g", path.alignment().gradientNorm()),
        String.format(Locale.ROOT, "%.4g", path.alignment().slope()),
        String.format(Locale.ROOT, "%.4f", path.alignment().cosine()),
        String.format(
            Locale.ROOT, "%.3g ± %.1g", path.curvature().value(), path.curvature().error()),
        String.format(Locale.ROOT, "%.4g", path.measures().barrier()),
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
      try {
        List<String> lines = Files.readAllLines(csv);
        if (lines.size() <= LONGEST_TABLE) {
          page.subsection(stem(csv));
          CsvSection.add(lines, page);
        }
      } catch (FileSystemException e) {
        throw e; // It could not be read at all, and names the file.
      } catch (IOException e) {
        String what = e instanceof CharacterCodingException ? "no text in UTF-8" : e.getMessage();
        throw damaged(csv, what, e);
      }
    }
  }

  private static IOException damaged(Path file, String what, IOException cause) {
    return new IOException(
        "%s is damaged (%s); delete it: %s".formatted(file, what, RunFolder.MAKE_AGAIN), cause);
  }

  private void addFigures(Path run) throws IOException {
    for (Path folder : List.of(run.resolve(FIGURES), run)) {
      for (Path figure : files(folder, ".png")) {
        try {
          page.picture(
              figure,
              "Figure: %s of %s".formatted(stem(figure).replace('-', ' '), run.getFileName()));
        } catch (FileSystemException e) {
          throw e; // It could not be read at all, and names the file.
        } catch (IOException e) {
          throw damaged(figure, e.getMessage(), e);
        }
      }
    }
  }

  private void addManifest(Path run, Manifest manifest) throws IOException {
    Map<String, Object> settings = manifest.settings();
    String checkpoints =
        settings.remove("checkpoints") instanceof Map<?, ?> map
            ? " "
                + map.keySet().stream()
                    .map(name -> quoted(name.toString()))
                    .collect(Collectors.joining(" "))
            : "";
    // Directions that were read from files are no setting, but an option of their own.
    if (REPEATABLE.contains(manifest.kind()) && !settings.containsKey("directions")) {
      page.paragraph("To run it again, save the settings as again.json, and run");
      page.preformatted(
          "convexity %s%s --config again.json%s --out %s"
              .formatted(
                  manifest.kind(),
                  checkpoints,
                  trainedNetworks(run, manifest),
                  quoted(again(run))));
    }
    page.folded("settings", Json.write(settings));
    if (!ProbeResults.KINDS.contains(manifest.kind())) {
      Maker.warning(manifest.madeBy()).ifPresent(page::warning); // Lengths come with theirs.
    }
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(manifest.environment()).forEach((key, value) -> rows.add(List.of(key, value)));
    page.table(List.of("made with", ""), rows);
  }

  /** Returns a folder beside a run's, such as {@code runs/x-again}; the run may be {@code .}. */
  private static String again(Path run) {
    Path plain = run.normalize();
    boolean named = !plain.toString().isEmpty() && !plain.endsWith("..");
    return (named ? plain : run.toAbsolutePath().normalize()) + "-again";
  }

  /** Returns a word of a command line; a shell takes it as one word, whatever is in it. */
  private static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Returns where a table's networks are: with them, it is made again without training. */
  private static String trainedNetworks(Path run, Manifest manifest) throws IOException {
    if (!manifest.kind().equals(TableRun.KIND) || !Files.exists(run.resolve(ProbeResults.FILE))) {
      return "";
    }
    return ProbeResults.read(run).checkpoints().stream()
        .map(result -> Path.of(result.name()).getParent())
        .filter(folder -> folder != null && folder.getParent() != null)
        .map(folder -> " --checkpoints " + quoted(folder.getParent().toString()))
        .findFirst()
        .orElse("");
  }

  private void addLinks(Path run) throws IOException {
    page.paragraph("Data:");
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
