package org.convexityprobe.experiment.report;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.RunState;
import org.convexityprobe.experiment.probe.PathResults;
import org.convexityprobe.experiment.probe.PathRun;
import org.convexityprobe.experiment.probe.SensitivityRun;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.experiment.table.TrainRun;
import org.convexityprobe.report.SurfacePlot;
import org.convexityprobe.resnet.CheckpointFiles;

/**
 * A run in one line.
 *
 * @param folder where it lies
 * @param kind what was done, such as {@code probe}; {@code damaged} where that cannot be read
 * @param networks which networks, checkpoints or recovery problems it is about; empty where that
 *     does not apply
 * @param state how far it is; null where that cannot be known
 * @param changed when something in its folder was last written, ISO 8601
 * @param result the main result, or what is wrong; empty where there is none yet
 */
public record RunSummary(
    String folder, String kind, String networks, RunState state, String changed, String result) {
  private static final int DEPTH = 6;
  private static final String DAMAGED = "damaged";

  /** The key of its recipe in the settings of a training. */
  private static final String RECIPE = "training";

  /**
   * Returns every run in a folder and below it, by name.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static List<RunSummary> below(Path folder) throws IOException {
    Manifests manifests = new Manifests();
    Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, manifests);
    List<RunSummary> runs = new ArrayList<>();
    for (Path manifest : manifests.files) {
      runs.add(of(manifest.getParent()));
    }
    return runs;
  }

  /** The manifests in a tree, sorted; a link to a folder that contains it is not followed. */
  private static final class Manifests extends SimpleFileVisitor<Path> {
    private final Set<Path> files = new TreeSet<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.endsWith(Manifest.FILE)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      // A file that was there a moment ago may be gone, such as a temporary one.
      return failure instanceof FileSystemLoopException || failure instanceof NoSuchFileException
          ? FileVisitResult.CONTINUE
          : super.visitFileFailed(file, failure);
    }
  }

  private static RunSummary of(Path run) throws IOException {
    String changed = changed(run);
    try {
      Manifest manifest = Manifest.read(run.resolve(Manifest.FILE));
      RunState state = RunState.of(run, isFinished(run, manifest));
      return new RunSummary(
          run.toString(),
          manifest.kind(),
          networks(manifest),
          state,
          changed,
          state == RunState.FINISHED ? result(run, manifest) : "");
    } catch (IOException | IllegalArgumentException e) {
      return new RunSummary(run.toString(), DAMAGED, "", null, changed, e.getMessage());
    }
  }

  /** Returns whether a run's last file is there, and all epochs of a training are done. */
  static boolean isFinished(Path run, Manifest manifest) throws IOException {
    return Files.exists(last(run, manifest)) && isTrained(run, manifest);
  }

  /** A training can go on after its last checkpoint. */
  private static boolean isTrained(Path run, Manifest manifest) throws IOException {
    return !manifest.kind().equals(TrainRun.KIND)
        || !(recipe(manifest).get("epochs") instanceof Integer epochs)
        || epochs == lastCheckpoint(manifest)
        || TrainRun.hasDone(run, epochs);
  }

  private static Map<?, ?> recipe(Manifest manifest) {
    return manifest.configuration().get(RECIPE) instanceof Map<?, ?> recipe ? recipe : Map.of();
  }

  /** Returns the last epoch of a training that has a checkpoint. */
  private static int lastCheckpoint(Manifest manifest) {
    return recipe(manifest).get("checkpointEpochs") instanceof List<?> epochs
            && !epochs.isEmpty()
            && epochs.get(epochs.size() - 1) instanceof Integer epoch
        ? epoch
        : 0;
  }

  private static String changed(Path run) throws IOException {
    Instant newest = Instant.EPOCH;
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Instant own = changedFile(file);
        newest = own.isAfter(newest) ? own : newest;
      }
    }
    return newest.toString();
  }

  /** Returns when a file was written; for a link, when that was made, since it may lead nowhere. */
  private static Instant changedFile(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.EPOCH; // a temporary file that was renamed meanwhile
    }
  }

  /** Returns what a run writes last. */
  private static Path last(Path run, Manifest manifest) {
    return switch (manifest.kind()) {
      case TrainRun.KIND -> CheckpointFiles.file(run, lastCheckpoint(manifest));
      case SurfaceRun.KIND -> run.resolve(SurfaceResults.FILE);
      case PathRun.KIND -> run.resolve(PathResults.FILE);
      case Comparison.KIND -> run.resolve(Comparison.FILE);
      case SensitivityRun.KIND -> run.resolve(SensitivityRun.FILE);
      default -> run.resolve(ResultFiles.RESULTS);
    };
  }

  private static String networks(Manifest manifest) {
    Map<String, Object> settings = manifest.configuration();
    if (settings.get("model") instanceof Map<?, ?> model) {
      return "ResNet-%s, k = %s".formatted(model.get("depth"), model.get("width"));
    }
    if (settings.get("depths") instanceof List<?> depths
        && settings.get("widths") instanceof List<?> widths) {
      return "ResNet-%s, k = %s".formatted(joined(depths), joined(widths));
    }
    if (settings.get("problem") instanceof Map<?, ?> problem) {
      boolean rectangular =
          problem.get("columns") instanceof Number columns && columns.intValue() > 0;
      return "%s, n = %s%s, r = %s"
          .formatted(
              String.valueOf(problem.get("ensemble")).toLowerCase(Locale.ROOT),
              sizes(settings.get("sizes"), problem.get("size")),
              rectangular ? " × " + problem.get("columns") : "",
              sizes(settings.get("ranks"), problem.get("rank")));
    }
    Object checkpoints = settings.get("checkpoints");
    if (checkpoints instanceof Map<?, ?> hashes) {
      return checkpoints(hashes.size());
    }
    return checkpoints instanceof List<?> files ? checkpoints(files.size()) : "";
  }

  /** Returns several sizes of recovery, or the one of the problem. */
  private static String sizes(Object several, Object one) {
    return several instanceof List<?> list && !list.isEmpty() ? joined(list) : String.valueOf(one);
  }

  private static String checkpoints(int count) {
    return count + (count == 1 ? " checkpoint" : " checkpoints");
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String result(Path run, Manifest manifest) throws IOException {
    if (ProbeResults.KINDS.contains(manifest.kind())) {
      return lengths(ProbeResults.read(run).checkpoints());
    }
    return switch (manifest.kind()) {
      case SurfaceRun.KIND ->
          SurfaceResults.read(run).surfaces().stream()
              .filter(surface -> surface.map() != null)
              .map(surface -> SurfacePlot.shares(surface.map()))
              .collect(Collectors.joining("; "));
      case PathRun.KIND -> PathResults.read(run).paths().size() + " segments";
      case TrainRun.KIND -> "last checkpoint " + last(run, manifest).getFileName();
      default -> StudySummary.of(run, manifest).orElse("");
    };
  }

  private static String lengths(List<CheckpointResult> checkpoints) {
    if (checkpoints.size() == 1) {
      return "L " + checkpoints.get(0).summary().length().inWords();
    }
    DoubleSummaryStatistics means =
        checkpoints.stream()
            .mapToDouble(each -> each.summary().length().mean())
            .summaryStatistics();
    return String.format(
        Locale.ROOT,
        "L %.3f to %.3f over %d checkpoints",
        means.getMin(),
        means.getMax(),
        checkpoints.size());
  }
}
