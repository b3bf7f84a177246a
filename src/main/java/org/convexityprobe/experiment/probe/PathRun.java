package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.PathConfig;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.ResumableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.landscape.LeastCurvature;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SegmentVerdict;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Scans the loss along the segments from checkpoints to the last of them, and measures how the
 * gradient at each is aligned with the way there, into a folder. Along segments, everything moves
 * that the loss depends on: running statistics are interpolated as the weights are, unless the loss
 * uses those of batches. Finished segments go to the journal.
 */
public final class PathRun implements ResumableRun<ProbeListener, PathResults> {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "path";

  /**
   * Everything that decides the numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param loss which loss
   * @param path how segments are scanned
   * @param compute how it is computed
   */
  public record Identity(
      Map<String, String> checkpoints,
      DataConfig data,
      LossConfig loss,
      PathConfig path,
      ComputeConfig compute) {
    private Identity with(ComputeConfig chosen) {
      return new Identity(checkpoints, data, loss, path, chosen);
    }
  }

  private final List<HashedFile> checkpoints;
  private final Identity identity;

  /**
   * Prepares the scan.
   *
   * @param checkpoints at least two zips of one architecture; all segments end in the last
   * @throws IOException if one is missing
   */
  public PathRun(
      List<Path> checkpoints,
      DataConfig data,
      LossConfig loss,
      PathConfig path,
      ComputeConfig compute)
      throws IOException {
    if (checkpoints.size() < 2) {
      throw new IllegalArgumentException(
          "a path needs at least two checkpoints, found " + checkpoints.size());
    }
    Map<String, String> hashes = CheckpointHashes.of(checkpoints);
    this.checkpoints = HashedFile.of(hashes);
    this.identity = new Identity(hashes, data, loss, path, compute);
  }

  private PathRun(List<HashedFile> checkpoints, Identity identity) {
    this.checkpoints = checkpoints;
    this.identity = identity;
  }

  @Override
  public Optional<PathResults> run(
      Path folder, UnitExecutor executor, RunControl<ProbeListener> control) throws IOException {
    ComputeConfig chosen = identity.compute().in(folder);
    chosen.apply();
    return new PathRun(checkpoints, identity.with(chosen)).scan(folder, executor, control);
  }

  private Optional<PathResults> scan(
      Path folder, UnitExecutor executor, RunControl<ProbeListener> control) throws IOException {
    UnitContext context = executor.context();
    try {
      TrainedNetwork last = context.get(end().network());
      List<Start> starts = starts(last, context, control.listener());
      Manifest manifest =
          Manifest.of(KIND, identity, identity.data().facts())
              .reading(loss().checksums(checkpoints, context));
      return RunFolder.use(folder, manifest, run -> results(run, starts, last, executor, control));
    } finally {
      context.clear();
    }
  }

  /**
   * A checkpoint from which a segment starts.
   *
   * @param file its zip
   * @param index its place among all checkpoints
   * @param note what a reader of results must know of it, if anything
   */
  private record Start(HashedFile file, int index, Checkpoint description, Optional<String> note) {}

  /** Returns those that can be used. */
  private List<Start> starts(TrainedNetwork last, UnitContext context, ProbeListener listener)
      throws IOException {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < checkpoints.size() - 1; i++) {
      HashedFile file = checkpoints.get(i);
      Optional<TrainedNetwork> network =
          UsableCheckpoint.use(file, context, listener, usable -> usable);
      if (network.isPresent()) {
        Optional<String> note = SharedLoss.require(network.get(), last, identity.data(), "a path");
        SharedLoss.requireOutputs(network.get(), last, loss(), context, "a path");
        starts.add(new Start(file, i, network.get().description(), note));
      }
    }
    return starts;
  }

  private HashedFile end() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  private LossSource loss() {
    return LossSource.of(identity.data(), identity.loss(), identity.compute());
  }

  private PathResults results(
      RunFolder run,
      List<Start> starts,
      TrainedNetwork last,
      UnitExecutor executor,
      RunControl<ProbeListener> control)
      throws IOException {
    JournalledWork<PathEntry, ProbeListener> work =
        new JournalledWork<>(run.journal(PathEntry.class), executor, control);
    ProbeImages.Selection selection = work.context().get(loss().images()).of(last.description());
    long each = identity.path().scanSettings(identity.loss().seed()).evaluations();
    work.listener().planned(each * starts.size(), each * work.journal().entries().size());
    // First, so that the manifest knows who made them.
    List<PathResult> segments = scan(starts, last, selection, work);
    PathResults results =
        new PathResults(
            PathResults.SCHEMA_VERSION,
            run.manifest(),
            selection.subset().count(),
            selection.population().count(),
            last.file().toString(),
            last.description().epoch(),
            segments,
            starts.stream().flatMap(start -> start.note.stream()).toList());
    if (!segments.isEmpty()) {
      Json.write(run.path().resolve(PathResults.FILE), results);
    }
    return results;
  }

  private List<PathResult> scan(
      List<Start> starts,
      TrainedNetwork last,
      ProbeImages.Selection selection,
      JournalledWork<PathEntry, ProbeListener> work)
      throws IOException {
    Map<String, PathEntry> done = new HashMap<>();
    work.journal().entries().forEach(entry -> done.put(entry.checkpoint(), entry));
    work.complete(segments(starts), unit -> unit.start().path(), done, new Scanned(work));
    List<PathResult> results = new ArrayList<>();
    for (Start start : starts) {
      PathEntry entry = done.get(start.file.path());
      if (entry != null) {
        results.add(
            result(
                start.description.on(selection.normalization(), selection.population()),
                entry.distance() == null
                    ? distance(start.file, last, work.context())
                    : entry.distance(),
                entry));
      }
    }
    return results;
  }

  /** Hears of segments: one whose start has no finite numbers leaves the others. */
  private record Scanned(JournalledWork<PathEntry, ProbeListener> work)
      implements JournalledWork.Kept<SegmentUnit, PathEntry> {
    @Override
    public void accept(SegmentUnit unit, PathEntry entry) {
      work.listener().lineDone(entry.checkpoint(), entry.scan());
    }

    @Override
    public void notFinite(SegmentUnit unit, NotFiniteException failure) throws IOException {
      work.listener().checkpointFailed(unit.start().path(), failure);
    }
  }

  private List<SegmentUnit> segments(List<Start> starts) {
    return starts.stream()
        .map(start -> new SegmentUnit(start.file, end(), loss(), identity.path(), start.index))
        .toList();
  }

  private double distance(HashedFile start, TrainedNetwork last, UnitContext context)
      throws IOException {
    float[] to = context.get(loss().weightsOf(end())).clone();
    float[] from = context.get(loss().weightsOf(start));
    return Segment.between(from, to, last.layout(), identity.loss().batchNorm()).length();
  }

  private static PathResult result(Checkpoint start, double distance, PathEntry entry) {
    LineScan scan = entry.scan();
    LeastCurvature curvature = LeastCurvature.of(scan);
    double[] values = scan.values().stream().mapToDouble(value -> value).toArray();
    return new PathResult(
        entry.checkpoint(),
        start,
        distance,
        scan,
        SegmentVerdict.of(scan),
        curvature,
        entry.alignment(),
        ConvexityMeasures.of(values, curvature.value(), entry.alignment(), distance));
  }
}
