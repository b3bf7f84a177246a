package org.convexityprobe.experiment.probe;

import java.util.stream.IntStream;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.UnitLog;
import org.convexityprobe.landscape.AdaptiveScanner;
import org.convexityprobe.landscape.AdaptiveSettings;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SampledLineFunction;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.network.EvaluationLog;
import org.convexityprobe.network.NetworkPopulation;
import org.convexityprobe.resnet.TrainedNetwork;

/** The lines through one checkpoint, each scanned on as many images as its verdicts take. */
final class AdaptiveLines implements LineScans, AutoCloseable {
  private final NetworkPopulation population;
  private final float[] weights;
  private final LineDirections directions;
  private final AdaptiveScanner scanner;

  /**
   * Prepares the lines.
   *
   * @param population the losses of all training images; closed with this
   * @param weights the centre of the lines
   * @throws org.convexityprobe.network.NotFiniteException if the loss of the checkpoint is not
   *     finite
   */
  AdaptiveLines(
      ProbeConfig probe,
      TrainedNetwork network,
      NetworkPopulation population,
      float[] weights,
      LineDirections directions) {
    this.population = population;
    this.weights = weights.clone();
    this.directions = directions;
    this.scanner = new AdaptiveScanner(probe.scanSettings(), probe.adaptiveSettings());
    NetworkPopulation.Line line = population.line(weights, directions.of(0), EvaluationLog.NONE);
    int few = Math.min(line.size(), AdaptiveSettings.DEFAULT.outline());
    CheckpointLoss.requireFinite(
        network.file(),
        SampledLineFunction.mean(line.termsAt(0, IntStream.range(0, few).toArray())));
  }

  @Override
  public LineEntry scan(String name, int line, ScanListener listener, UnitLog log) {
    NetworkPopulation.Line function = population.line(weights, directions.of(line), log);
    LineScan scan = scanner.scan(line, function, listener);
    return new LineEntry(
        name, log.seconds(), scan, null, null, function.accuracies(scan.lambdas()));
  }

  @Override
  public void close() {
    population.close();
  }
}
