package org.convexityprobe.experiment.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.DirectionConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.ResumableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnfinishedWork;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;

/**
 * Probes checkpoints along random lines, into a folder. Lines go to the journal as they finish, so
 * a run that was killed goes on after its last line and gives the same results.
 */
public final class ProbeRun implements ResumableRun<ProbeListener, ProbeResults> {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = ProbeResults.PROBE;

  /**
   * Everything that decides a probe's numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param probe how checkpoints are probed
   * @param compute how it is computed
   * @param directions where directions come from; null for random ones that are not written
   */
  public record Identity(
      Map<String, String> checkpoints,
      DataConfig data,
      ProbeConfig probe,
      ComputeConfig compute,
      @JsonInclude(JsonInclude.Include.NON_NULL) Directions directions) {}

  /**
   * Directions that are not drawn from the seed alone, or are written down.
   *
   * @param file the file of a given direction, or null
   * @param sha256 its SHA-256, or null
   * @param save whether directions are written to the run's folder
   */
  public record Directions(String file, String sha256, boolean save) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final ProbeConfig probe;
  private final ComputeConfig compute;
  private final DirectionConfig directions;

  /**
   * Prepares a probe.
   *
   * @param checkpoints zips of checkpoints
   * @param data where the images come from; each checkpoint is probed on those it was trained on
   */
  public ProbeRun(
      List<Path> checkpoints, DataConfig data, ProbeConfig probe, ComputeConfig compute) {
    this(checkpoints, data, probe, compute, DirectionConfig.RANDOM);
  }

  /**
   * Prepares a probe along given directions, or one that writes its directions down.
   *
   * @throws IllegalArgumentException if a direction is given, but another number of lines than one
   */
  public ProbeRun(
      List<Path> checkpoints,
      DataConfig data,
      ProbeConfig probe,
      ComputeConfig compute,
      DirectionConfig directions) {
    directions.requireLines(probe.lines());
    this.directions = directions;
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.probe = probe;
    this.compute = compute;
  }

  @Override
  public Optional<ProbeResults> run(
      Path folder, UnitExecutor executor, RunControl<ProbeListener> control) throws IOException {
    ComputeConfig chosen = compute.in(folder);
    chosen.apply();
    Map<String, String> hashes = CheckpointHashes.of(checkpoints);
    Directions given = directions();
    List<LinePlan> plans =
        HashedFile.of(hashes).stream().map(checkpoint -> plan(checkpoint, chosen, given)).toList();
    UnitContext context = executor.context();
    try {
      requireFittingDirection(plans, context);
      Identity identity = new Identity(hashes, data, probe, chosen, given);
      LossSource source = LossSource.of(data, probe, chosen);
      Manifest manifest =
          Manifest.of(KIND, identity, data.facts())
              .reading(source.checksums(HashedFile.of(hashes), context));
      return RunFolder.use(folder, manifest, run -> results(run, plans, executor, control));
    } finally {
      context.clear();
    }
  }

  private LinePlan plan(HashedFile checkpoint, ComputeConfig chosen, Directions given) {
    return new LinePlan(
        checkpoint,
        data,
        probe,
        chosen,
        given == null || given.file() == null
            ? null
            : new HashedFile(given.file(), given.sha256()));
  }

  /** Reads a given direction for every checkpoint before anything is written. */
  private void requireFittingDirection(List<LinePlan> plans, UnitContext context)
      throws IOException {
    if (directions.file() != null) {
      for (LinePlan plan : plans) {
        context.get(plan.directions());
      }
    }
  }

  private ProbeResults results(
      RunFolder run, List<LinePlan> plans, UnitExecutor executor, RunControl<ProbeListener> control)
      throws IOException {
    UnfinishedWork unfinished = UnfinishedWork.of(run.path());
    JournalledWork<LineEntry, ProbeListener> work =
        new JournalledWork<>(run.journal(LineEntry.class), executor, control.keeping(unfinished));
    ProbeListener listener = control.listener();
    List<LineEntry> known = work.journal().entries();
    long done = known.stream().mapToLong(entry -> LineUnit.evaluations(entry, probe)).sum();
    long missing = (long) checkpoints.size() * probe.lines() - known.size();
    listener.planned(done + missing * probe.evaluations(), done);
    List<CheckpointLines> usable = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (LinePlan plan : plans) {
      UsableCheckpoint.use(
              plan.checkpoint(),
              executor.context(),
              listener,
              network -> {
                String name = ResultNames.unique(ResultNames.stem(network.description()), names);
                names.add(name);
                saveDirections(plan, name, run.path(), executor.context());
                return new CheckpointLines(plan, work);
              })
          .ifPresent(usable::add);
    }
    work.complete(usable);
    unfinished.finished();
    List<CheckpointResult> results =
        usable.stream().flatMap(lines -> lines.result().stream()).toList();
    ProbeResults all = new ProbeResults(ProbeResults.SCHEMA_VERSION, run.manifest(), results);
    if (!results.isEmpty()) {
      Json.write(run.path().resolve(ProbeResults.FILE), all);
    }
    return all;
  }

  private void saveDirections(LinePlan plan, String name, Path folder, UnitContext context)
      throws IOException {
    if (directions.save()) {
      context.get(plan.directions()).save(folder, name, probe.lines());
    }
  }

  private Directions directions() throws IOException {
    Path file = directions.file();
    return directions.equals(DirectionConfig.RANDOM)
        ? null
        : new Directions(
            file == null ? null : file.toString(),
            file == null
                ? null
                : CheckpointHashes.sha256(
                    file, "direction", "a safetensors or npz file with PyTorch's tensor names"),
            directions.save());
  }
}
