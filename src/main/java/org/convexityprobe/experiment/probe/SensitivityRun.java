package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.SensitivityConfig;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.work.ResumableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.report.FigureLayout;
import org.convexityprobe.report.PaperValues;
import org.convexityprobe.report.SensitivityPlot;
import org.convexityprobe.report.SensitivityRow;
import org.convexityprobe.report.SensitivityTable;

/**
 * Probes the same checkpoints under every convention, on the same Gaussian draws. Each convention
 * is a probe in a folder of its own, so a study that is stopped goes on after its last line.
 */
public final class SensitivityRun implements ResumableRun<SensitivityListener, SensitivityResults> {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "sensitivity";

  /** The name of its results. */
  public static final String FILE = "sensitivity.json";

  /** Everything that decides the numbers; the probes' folders know the checkpoints by hash. */
  record Identity(
      List<String> checkpoints,
      DataConfig data,
      ProbeConfig probe,
      SensitivityConfig sensitivity,
      ComputeConfig compute) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final ProbeConfig probe;
  private final SensitivityConfig sensitivity;
  private final ComputeConfig compute;

  /**
   * Prepares a study.
   *
   * @param probe what the conventions have in common
   */
  public SensitivityRun(
      List<Path> checkpoints,
      DataConfig data,
      ProbeConfig probe,
      SensitivityConfig sensitivity,
      ComputeConfig compute) {
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.probe = probe;
    this.sensitivity = sensitivity;
    this.compute = compute;
  }

  @Override
  public Optional<SensitivityResults> run(
      Path folder, UnitExecutor executor, RunControl<SensitivityListener> control)
      throws IOException {
    compute.apply();
    Map<BatchNormMode, IllegalArgumentException> obstacles = obstacles(executor.context());
    List<ProbeConfig> conventions = sensitivity.without(obstacles.keySet()).conventions(probe);
    List<String> notes =
        obstacles.entrySet().stream()
            .map(
                each ->
                    "batch-norm %s is left out: %s"
                        .formatted(lower(each.getKey()), each.getValue().getMessage()))
            .toList();
    List<String> names = checkpoints.stream().map(Path::toString).toList();
    Manifest manifest =
        Manifest.of(KIND, new Identity(names, data, probe, sensitivity, compute), data.facts());
    return RunFolder.use(
        folder, manifest, run -> results(conventions, notes, run.path(), executor, control));
  }

  /**
   * Returns why some statistics of batch-norm are left out.
   *
   * @throws IllegalArgumentException if these were asked for, or no others are left
   */
  private Map<BatchNormMode, IllegalArgumentException> obstacles(UnitContext context)
      throws IOException {
    // One batch says nothing of speed: no timing chooses how its convolutions are computed.
    ComputeConfig simple =
        new ComputeConfig(
            compute.execution(), compute.threads(), compute.device(), compute.precision());
    Map<BatchNormMode, IllegalArgumentException> obstacles =
        PossibleStatistics.obstacles(
            HashedFile.of(CheckpointHashes.of(checkpoints)),
            sensitivity.conventions(probe).stream()
                .map(each -> LossSource.of(data, each, simple))
                .distinct()
                .toList(),
            context);
    boolean chosen = sensitivity.batchNorms() != null;
    if (!obstacles.isEmpty() && (chosen || obstacles.size() == BatchNormMode.values().length)) {
      throw obstacles.values().iterator().next();
    }
    return obstacles;
  }

  private SensitivityResults results(
      List<ProbeConfig> conventions,
      List<String> notes,
      Path folder,
      UnitExecutor executor,
      RunControl<SensitivityListener> control)
      throws IOException {
    List<SensitivityRow> rows = new ArrayList<>();
    boolean finite = true;
    PaperValues papers = PaperValues.load();
    for (int i = 0; i < conventions.size(); i++) {
      ProbeConfig convention = conventions.get(i);
      String name = name(convention);
      ProbeListener probing = control.listener().probing(name, i + 1, conventions.size());
      ProbeResults results =
          new ProbeRun(checkpoints, data, convention, compute)
              .run(folder.resolve(name), executor, control.withListener(probing))
              .orElseThrow(CancellationException::new);
      for (CheckpointResult result : results.checkpoints()) {
        rows.add(row(result, convention, papers));
        finite &= result.everywhereFinite();
      }
    }
    if (!rows.isEmpty()) {
      write(rows, notes, folder);
    }
    return new SensitivityResults(rows, notes, finite);
  }

  private static void write(List<SensitivityRow> rows, List<String> notes, Path folder)
      throws IOException {
    Json.write(folder.resolve(FILE), rows);
    SensitivityPlot.of(rows)
        .writeAll(folder.resolve("figures"), "sensitivity", FigureLayout.DEFAULT);
    AtomicFile.writeString(
        folder.resolve("sensitivity.md"),
        SensitivityTable.markdown(rows)
            + "\n"
            + notes.stream().map("Note: %s.\n\n"::formatted).collect(Collectors.joining())
            + "![Lengths by convention](figures/sensitivity.svg)\n");
  }

  private static SensitivityRow row(
      CheckpointResult result, ProbeConfig convention, PaperValues papers) {
    return new SensitivityRow(
        result.name(),
        result.description().describe(),
        lower(convention.normalizationDirection()),
        lower(convention.batchNorm()),
        convention.points(),
        result.images(),
        result.summary(),
        result.description().comparesWithPapers()
            ? papers.find(ProbeFiles.label(result.description())).orElse(null)
            : null);
  }

  private static String name(ProbeConfig convention) {
    return "%s-%s-%d-%d"
        .formatted(
            lower(convention.normalizationDirection()),
            lower(convention.batchNorm()),
            convention.points(),
            convention.images() == null ? ProbeConfig.DEFAULT_IMAGES : convention.images());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
