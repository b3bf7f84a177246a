package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.data.Cifar10;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.report.RunReport;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.nmf.FactorizationException;

/**
 * Makes tables and figures of the papers in one folder, a folder below it for each experiment, and
 * compares them. What was finished there before is not done again.
 */
public final class Reproduction {
  private static final String FINDINGS = "findings.json";
  private static final String PAGE = "report.html";

  private final Settings settings;
  private final Path folder;

  /**
   * How far a reproduction goes, and on what.
   *
   * @param quick small networks and matrices instead of the papers'
   * @param images source of the images; null for the fetched ones, or synthetic ones if quick and
   *     there are none
   * @param matrices folder with a folder for each matrix, named as in configs/nmf; null for
   *     synthetic ones if quick
   * @param seeds seeds of the networks of each cell of a table; null for those of the configuration
   * @param compute how networks are computed
   */
  public record Settings(
      boolean quick, String images, Path matrices, List<Long> seeds, ComputeConfig compute) {
    /** Returns whether images are made up. */
    boolean syntheticImages() {
      return DataConfig.SYNTHETIC.equals(images)
          || (quick && images == null && !Cifar10.isFetched());
    }
  }

  /** Prepares a reproduction in a folder. */
  public Reproduction(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Makes targets, {@code findings.json} and one page about all of them.
   *
   * @param executor trains, scans and factorises
   * @return what was found, or nothing if it was stopped
   * @throws IOException if data are missing, or the folder holds a run of another command or cannot
   *     be written
   */
  public Optional<List<Finding>> run(
      List<Target> targets, UnitExecutor executor, RunControl<ReproductionListener> control)
      throws IOException {
    requireNoRun();
    List<Work> works = targets.stream().map(Target::work).distinct().toList();
    Map<Work, List<Path>> runs = new EnumMap<>(Work.class);
    for (Work work : works) {
      control.listener().started(work, runs.size() + 1, works.size());
      Optional<List<Path>> done = attempt(work, targets, executor, control);
      if (done.isEmpty()) {
        return Optional.empty();
      }
      runs.put(work, done.get());
    }
    List<Finding> findings = new ArrayList<>();
    for (Target target : targets) {
      findings.add(finding(target, runs.get(target.work())));
    }
    Files.createDirectories(folder);
    Json.write(folder.resolve(FINDINGS), findings);
    List<Path> all = runs.values().stream().flatMap(List::stream).toList();
    Map<Path, IOException> unreadable =
        RunReport.write(
            all, folder.resolve(PAGE), page -> FindingsSection.add(findings, settings, page));
    for (IOException failure : unreadable.values()) {
      throw failure;
    }
    return Optional.of(findings);
  }

  /** A reproduction has its runs in folders below its own, which has no manifest. */
  private void requireNoRun() throws IOException {
    Path manifest = folder.resolve(Manifest.FILE);
    if (Files.exists(manifest)) {
      throw new IOException(
          "%s holds a %s run, not a reproduction; choose another folder"
              .formatted(folder, Manifest.read(manifest).kind()));
    }
  }

  /** Returns where the page is. */
  public Path page() {
    return folder.resolve(PAGE);
  }

  /** Does an experiment; one that fails numerically has no runs, and leaves the others. */
  private Optional<List<Path>> attempt(
      Work work,
      List<Target> targets,
      UnitExecutor executor,
      RunControl<ReproductionListener> control)
      throws IOException {
    try {
      return perform(work, targets, executor, control);
    } catch (NotFiniteException | FactorizationException e) {
      control.listener().failed(work.name().toLowerCase(Locale.ROOT), e);
      return Optional.of(List.of());
    }
  }

  private Optional<List<Path>> perform(
      Work work,
      List<Target> targets,
      UnitExecutor executor,
      RunControl<ReproductionListener> control)
      throws IOException {
    return switch (work) {
      case TABLE2, TABLE4, TABLE5 ->
          new NetworkWork(settings, folder).table(work, executor, control).map(List::of);
      case SURFACES -> new NetworkWork(settings, folder).surfaces(executor, control);
      case PLANTED, STAR, LINES, LINES_003, CURVATURE, CURVATURE_003, TRAJECTORY, SPECTRUM ->
          new MatrixWork(settings, folder, targets).run(work, executor, control);
      case RECOVERY_MINIMA, RECOVERY_NOISE, RECOVERY_SADDLES ->
          new RecoveryWork(settings, folder).run(work, executor, control);
    };
  }

  private Finding finding(Target target, List<Path> runs) throws IOException {
    Judgement judgement =
        runs.isEmpty()
            ? new Judgement("nothing", Finding.Agreement.NOT_COMPARABLE, "the experiment failed")
            : judge(target, runs);
    return new Finding(
        target.id(),
        target.shows(),
        target.picture(),
        judgement.seen(),
        judgement.measured(),
        judgement.agreement(),
        judgement.reason(),
        judgement.claims(),
        runs.stream().map(run -> folder.relativize(run).toString()).toList());
  }

  private Judgement judge(Target target, List<Path> runs) throws IOException {
    return switch (target.work()) {
      case TABLE2, TABLE4, TABLE5, SURFACES -> new NetworkJudge(settings).judge(target, runs);
      case PLANTED -> MatrixJudge.planted(runs.get(0));
      case STAR -> MatrixJudge.star(runs.get(0));
      case LINES, LINES_003, CURVATURE, CURVATURE_003, TRAJECTORY, SPECTRUM ->
          MatrixJudge.judge(target, runs);
      case RECOVERY_MINIMA, RECOVERY_NOISE, RECOVERY_SADDLES ->
          RecoveryJudge.judge(target.work(), runs);
    };
  }
}
