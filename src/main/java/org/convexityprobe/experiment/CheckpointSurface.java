package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceFunction;
import org.convexityprobe.landscape.SurfaceNoise;
import org.convexityprobe.landscape.SurfaceRow;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.Verdict;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.NetworkPlane;
import org.convexityprobe.resnet.TrainedNetwork;

/** Computes the rows of one checkpoint's surface. */
final class CheckpointSurface {
  /** Receives a finished row. */
  @FunctionalInterface
  interface RowSink {
    void accept(SurfaceEntry entry) throws IOException;
  }

  private final Path file;
  private final ProbeImages images;
  private final LossConfig loss;
  private final SurfaceConfig surface;
  private final ComputeConfig compute;

  CheckpointSurface(
      Path file,
      ProbeImages images,
      LossConfig loss,
      SurfaceConfig surface,
      ComputeConfig compute) {
    this.file = file;
    this.images = images;
    this.loss = loss;
    this.surface = surface;
    this.compute = compute;
  }

  /** Computes the rows that are not done, and puts all of them together. */
  SurfaceResult run(
      Map<Integer, SurfaceEntry> done, RowSink sink, SurfaceListener listener, BooleanSupplier stop)
      throws IOException {
    TrainedNetwork network = CheckpointFiles.read(file);
    ProbeImages.Selection selection = images.of(network.description());
    if (done.size() < surface.y().points()) {
      float[] weights = CheckpointLoss.weights(network, selection, loss, compute);
      try (CheckpointLoss open = CheckpointLoss.open(network, selection, loss, compute)) {
        scanMissing(plane(network, weights, open), done, sink, listener, stop);
      }
    }
    return result(network, selection, done.values());
  }

  private NetworkPlane plane(TrainedNetwork network, float[] weights, CheckpointLoss open) {
    DirectionSampler sampler =
        new DirectionSampler(network.layout(), surface.normalizationDirection(), loss.seed());
    Direction first = sampler.draw(weights, 0);
    Direction second =
        surface.orthogonal() ? sampler.drawOrthogonal(weights, 1, first) : sampler.draw(weights, 1);
    return new NetworkPlane(open.function(), open.labels(), weights, first, second);
  }

  private void scanMissing(
      SurfaceFunction plane,
      Map<Integer, SurfaceEntry> done,
      RowSink sink,
      SurfaceListener listener,
      BooleanSupplier stop)
      throws IOException {
    SurfaceAxis x = surface.x();
    SurfaceAxis y = surface.y();
    List<Integer> noisy = SurfaceNoise.indices(y);
    for (int j = 0; j < y.points(); j++) {
      if (done.containsKey(j)) {
        continue;
      }
      long start = System.nanoTime();
      SurfaceRow row = SurfaceScan.scanRow(x, y, j, plane, progress(j, listener, stop));
      List<Double> noise = noisy.contains(j) ? SurfaceNoise.measureRow(x, y, j, plane) : List.of();
      SurfaceEntry entry =
          new SurfaceEntry(file.toString(), (System.nanoTime() - start) / 1e9, row, noise);
      sink.accept(entry);
      done.put(j, entry);
    }
  }

  private ScanListener progress(int row, SurfaceListener listener, BooleanSupplier stop) {
    return new ScanListener() {
      @Override
      public void evaluated(int evaluations, int planned) {
        listener.evaluated(file.toString(), row);
      }

      @Override
      public boolean cancelled() {
        return stop.getAsBoolean();
      }
    };
  }

  private SurfaceResult result(
      TrainedNetwork network, ProbeImages.Selection selection, Collection<SurfaceEntry> entries) {
    SurfaceAxis x = surface.x();
    SurfaceAxis y = surface.y();
    SurfaceScan scan = SurfaceScan.of(x, y, entries.stream().map(SurfaceEntry::row).toList());
    SurfaceNoise noise =
        SurfaceNoise.of(
            x, y, entries.stream().map(SurfaceEntry::noise).filter(n -> !n.isEmpty()).toList());
    ConvexityMap map =
        x.points() < 3 || y.points() < 3
            ? null
            : ConvexityMap.of(scan, noise::at, surface.noiseThreshold());
    int used = selection.subset().count();
    int population = selection.population().count();
    return new SurfaceResult(
        file.toString(),
        network.description(),
        used,
        population,
        scan,
        noise,
        map,
        warnings(scan, map, used, population));
  }

  private static List<String> warnings(
      SurfaceScan scan, ConvexityMap map, int used, int population) {
    List<String> warnings = new ArrayList<>();
    long points = (long) scan.x().points() * scan.y().points();
    long holes =
        scan.values().stream().flatMap(List::stream).filter(v -> !Double.isFinite(v)).count();
    if (holes > 0) {
      warnings.add("the loss is not finite at %d of %d points".formatted(holes, points));
    }
    if (map != null) {
      List<Verdict> verdicts = map.verdicts().stream().flatMap(List::stream).toList();
      long undecided = verdicts.stream().filter(v -> v == Verdict.UNDECIDED).count();
      if (undecided > 0) {
        warnings.add(
            "%d of %d points of the convexity map are undecided"
                .formatted(undecided, verdicts.size()));
      }
    }
    if (used < population) {
      warnings.add(
          "the loss is a mean over %d of %d training images; the convexity map knows the noise of"
                  .formatted(used, population)
              + " computing, not that of this choice");
    }
    return warnings;
  }
}
