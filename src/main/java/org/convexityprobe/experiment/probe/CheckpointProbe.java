package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DirectionConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.NoiseEstimator;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.ScanSettings;
import org.convexityprobe.landscape.SlopeCheck;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkLine;
import org.convexityprobe.resnet.TrainedNetwork;

/** Scans the lines of one checkpoint. */
final class CheckpointProbe {
  /** Receives a finished line. */
  @FunctionalInterface
  interface LineSink {
    void accept(LineEntry entry) throws IOException;
  }

  /** A centre this many times worse than guessing makes a length of 1 suspect. */
  private static final double BLOW_UP = 10;

  /** Spacing of the slopes' noise estimate in units of the grid's spacing. */
  private static final double SLOPE_NOISE_SPACING = 1e-4;

  private final Path file;
  private final TrainedNetwork network;
  private final ProbeImages images;
  private final ProbeConfig probe;
  private final ComputeConfig compute;
  private final DirectionConfig directions;

  CheckpointProbe(
      TrainedNetwork network,
      ProbeImages images,
      ProbeConfig probe,
      ComputeConfig compute,
      DirectionConfig directions) {
    this.directions = directions;
    this.network = network;
    this.file = network.file();
    this.images = images;
    this.probe = probe;
    this.compute = compute;
  }

  /**
   * Scans the lines that are not done, and sums all of them up.
   *
   * @param folder receives the directions, where they are to be written
   */
  CheckpointResult run(
      Path folder,
      Map<Integer, LineEntry> done,
      LineSink sink,
      ProbeListener listener,
      BooleanSupplier stop)
      throws IOException {
    ProbeImages.Selection selection = images.of(network.description());
    LineDirections lines = new LineDirections(network, probe, directions);
    if (directions.save()) {
      lines.save(folder, ResultNames.stem(network.description()), probe.lines());
    }
    if (done.size() < probe.lines()) {
      scanMissing(selection, lines, done, sink, listener, stop);
    }
    return result(selection, List.copyOf(done.values()));
  }

  private void scanMissing(
      ProbeImages.Selection selection,
      LineDirections lines,
      Map<Integer, LineEntry> done,
      LineSink sink,
      ProbeListener listener,
      BooleanSupplier stop)
      throws IOException {
    float[] weights = CheckpointLoss.weights(network, selection, probe.loss(), compute);
    LineScanner scanner = new LineScanner(probe.scanSettings(), selection.design());
    try (CheckpointLoss loss = CheckpointLoss.open(network, selection, probe.loss(), compute)) {
      loss.requireFinite(file, weights);
      NetworkFunction function = loss.function();
      if (probe.crossCheck() == CrossCheck.SLOPE && !function.hasSlope()) {
        throw new IllegalArgumentException(
            "crossCheck slope needs native execution, which is not in use here");
      }
      for (int i = 0; i < probe.lines(); i++) {
        if (done.containsKey(i)) {
          continue;
        }
        long start = System.nanoTime();
        NetworkLine line = new NetworkLine(function, loss.labels(), weights, lines.of(i));
        LineScan scan = scanner.scan(i, line, progress(i, listener, stop));
        SlopeCheck check = probe.crossCheck() == CrossCheck.SLOPE ? slopeCheck(scan, line) : null;
        double seconds = (System.nanoTime() - start) / 1e9;
        LineEntry entry =
            new LineEntry(file.toString(), seconds, scan, check, line.accuracies(scan.lambdas()));
        sink.accept(entry);
        done.put(i, entry);
        listener.lineDone(file.toString(), scan);
      }
    }
  }

  private SlopeCheck slopeCheck(LineScan scan, NetworkLine line) {
    double[] slopes = scan.lambdas().stream().mapToDouble(line::slopeAt).toArray();
    double noise =
        new NoiseEstimator(ScanSettings.DEFAULT.noiseEvaluations())
            .estimate(line.slope(), 0, scan.grid().spacing() * SLOPE_NOISE_SPACING)
            .sigma();
    return SlopeCheck.of(scan, slopes, noise, probe.noiseThreshold());
  }

  private ScanListener progress(int line, ProbeListener listener, BooleanSupplier stop) {
    return new ScanListener() {
      @Override
      public void evaluated(int evaluations, int planned) {
        listener.evaluated(file.toString(), line);
      }

      @Override
      public boolean cancelled() {
        return stop.getAsBoolean();
      }
    };
  }

  /** Returns the bootstrap of a probe's lines, on the probe's own seed. */
  static Bootstrap bootstrap(ProbeConfig probe) {
    return new Bootstrap(
        probe.seed(), Bootstrap.DEFAULT.resamples(), Bootstrap.DEFAULT.confidence());
  }

  private CheckpointResult result(ProbeImages.Selection selection, List<LineEntry> entries) {
    List<LineScan> lines = entries.stream().map(LineEntry::scan).toList();
    List<SlopeCheck> checks =
        entries.stream().map(LineEntry::slopeCheck).filter(Objects::nonNull).toList();
    LineScan first = lines.get(0);
    double loss = first.values().get(first.grid().centre());
    LengthSummary summary = LengthSummary.of(lines, bootstrap(probe));
    return new CheckpointResult(
        file.toString(),
        network.description(),
        selection.subset().count(),
        selection.population().count(),
        loss,
        summary,
        warnings(selection, loss, summary, lines, checks),
        lines,
        checks,
        entries.stream().map(LineEntry::accuracies).toList());
  }

  private static long notFinite(LineScan line) {
    return line.values().stream().filter(value -> !Double.isFinite(value)).count();
  }

  private List<String> warnings(
      ProbeImages.Selection selection,
      double loss,
      LengthSummary summary,
      List<LineScan> lines,
      List<SlopeCheck> checks) {
    List<String> warnings = new ArrayList<>();
    selection.warning().ifPresent(warnings::add);
    double chance = Math.log(network.description().architecture().classes());
    if (!(loss <= BLOW_UP * chance)) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the loss at the centre is %.3g, guessing has %.3g: a length near the whole line may"
                  + " only show that blow-up",
              loss,
              chance));
    }
    long holes = lines.stream().mapToLong(CheckpointProbe::notFinite).sum();
    if (holes > 0) {
      warnings.add(
          String.format(Locale.ROOT, "the loss is not finite at %d points of the lines", holes));
    }
    if (selection.subset().count() < selection.population().count()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "L is for the loss of %,d of the %,d training images; the range beside it is for all"
                  + " of them",
              selection.subset().count(),
              selection.population().count()));
    }
    int contradictions = checks.stream().mapToInt(SlopeCheck::contradictions).sum();
    if (contradictions > 0) {
      warnings.add(
          "slopes and second differences contradict each other at %d of %d points"
              .formatted(contradictions, summary.points()));
    }
    return warnings;
  }
}
