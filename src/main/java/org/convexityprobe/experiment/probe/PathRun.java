package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.PathConfig;
import org.convexityprobe.landscape.GradientAlignment;
import org.convexityprobe.landscape.LeastCurvature;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SegmentVerdict;
import org.convexityprobe.network.NetworkGradient;
import org.convexityprobe.network.NetworkLine;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Scans the loss along the segments from checkpoints to the last of them, and measures how the
 * gradient at each is aligned with the way there, into a folder. Along segments, everything moves
 * that the loss depends on: running statistics are interpolated as the weights are, unless the loss
 * uses those of batches. Finished segments go to the journal.
 */
public final class PathRun {
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
      ComputeConfig compute) {}

  private final List<Path> checkpoints;
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
    this.checkpoints = List.copyOf(checkpoints);
    this.identity = new Identity(CheckpointHashes.of(checkpoints), data, loss, path, compute);
  }

  /**
   * Scans what is not done yet.
   *
   * @param folder receives the journal and {@code paths.json}
   * @return the results, or nothing if it was stopped
   * @throws IOException if a checkpoint or the images cannot be read, or the folder not be written
   */
  public Optional<PathResults> run(Path folder, ProbeListener listener, BooleanSupplier stop)
      throws IOException {
    identity.compute().apply();
    TrainedNetwork last = CheckpointFiles.read(checkpoints.get(checkpoints.size() - 1));
    List<TrainedNetwork> starts = new ArrayList<>();
    for (Path start : checkpoints.subList(0, checkpoints.size() - 1)) {
      TrainedNetwork network = CheckpointFiles.read(start);
      network.requireArchitectureOf(last, "a path");
      starts.add(network);
    }
    Manifest manifest = Manifest.of(KIND, identity, identity.data().facts());
    return RunFolder.use(folder, manifest, run -> results(run, starts, last, listener, stop));
  }

  private PathResults results(
      RunFolder run,
      List<TrainedNetwork> starts,
      TrainedNetwork last,
      ProbeListener listener,
      BooleanSupplier stop)
      throws IOException {
    Journal<PathEntry> journal = run.journal(PathEntry.class);
    ProbeImages.Selection selection =
        new ProbeImages(identity.data(), identity.loss()).of(last.description());
    long each = identity.path().scanSettings(identity.loss().seed()).evaluations();
    listener.planned(each * starts.size(), each * journal.entries().size());
    PathResults results =
        new PathResults(
            PathResults.SCHEMA_VERSION,
            run.manifest(),
            selection.subset().count(),
            selection.population().count(),
            last.file().toString(),
            scan(starts, last, selection, journal, listener, stop));
    Json.write(run.path().resolve(PathResults.FILE), results);
    return results;
  }

  private List<PathResult> scan(
      List<TrainedNetwork> starts,
      TrainedNetwork last,
      ProbeImages.Selection selection,
      Journal<PathEntry> journal,
      ProbeListener listener,
      BooleanSupplier stop)
      throws IOException {
    float[] end = CheckpointLoss.weights(last, selection, identity.loss(), identity.compute());
    List<PathResult> results = new ArrayList<>();
    try (CheckpointLoss loss =
            CheckpointLoss.open(last, selection, identity.loss(), identity.compute());
        NetworkGradient gradient =
            CheckpointLoss.gradient(last, selection, identity.loss(), identity.compute())) {
      for (TrainedNetwork start : starts) {
        float[] from =
            CheckpointLoss.weights(start, selection, identity.loss(), identity.compute());
        Segment segment = Segment.between(from, end, last.layout(), identity.loss().batchNorm());
        PathEntry entry = done(journal, start.file().toString());
        if (entry == null) {
          long began = System.nanoTime();
          LineScan scan = scan(segment.line(loss), selection, results.size(), listener, stop);
          GradientAlignment alignment =
              GradientAlignment.of(gradient.at(from, loss.labels()), segment.way());
          double seconds = (System.nanoTime() - began) / 1e9;
          entry = new PathEntry(start.file().toString(), seconds, scan, alignment);
          journal.append(entry);
          listener.lineDone(entry.checkpoint(), scan);
        }
        results.add(result(start, segment.length(), entry));
      }
    }
    return results;
  }

  private static PathResult result(TrainedNetwork start, double distance, PathEntry entry) {
    return new PathResult(
        entry.checkpoint(),
        start.description(),
        distance,
        entry.scan(),
        SegmentVerdict.of(entry.scan()),
        LeastCurvature.of(entry.scan()),
        entry.alignment());
  }

  private static PathEntry done(Journal<PathEntry> journal, String name) {
    return journal.entries().stream()
        .filter(entry -> entry.checkpoint().equals(name))
        .findFirst()
        .orElse(null);
  }

  private LineScan scan(
      NetworkLine line,
      ProbeImages.Selection selection,
      int index,
      ProbeListener listener,
      BooleanSupplier stop) {
    LineScanner scanner =
        new LineScanner(identity.path().scanSettings(identity.loss().seed()), selection.design());
    return scanner.scan(
        index,
        line,
        new ScanListener() {
          @Override
          public void evaluated(int evaluations, int planned) {
            listener.evaluated("segment", index);
          }

          @Override
          public boolean cancelled() {
            return stop.getAsBoolean();
          }
        });
  }
}
