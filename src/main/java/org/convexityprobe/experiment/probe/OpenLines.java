package org.convexityprobe.experiment.probe;

import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.UnitLog;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SlopeCheck;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkLine;

/** The lines through one checkpoint, each scanned on the same images at every point. */
final class OpenLines implements LineScans {
  private final ProbeConfig probe;
  private final OpenCheckpoint checkpoint;
  private final LineDirections directions;
  private final LineScanner scanner;

  /**
   * Prepares the lines.
   *
   * @throws org.convexityprobe.network.NotFiniteException if the loss of the checkpoint is not
   *     finite
   */
  OpenLines(ProbeConfig probe, OpenCheckpoint checkpoint, LineDirections directions) {
    checkpoint.requireFinite();
    NetworkFunction function = checkpoint.loss().function();
    if (probe.crossCheck() == CrossCheck.SLOPE && !function.hasSlope()) {
      throw new IllegalArgumentException(
          "crossCheck is slope; it needs native execution and plain cross-entropy, or"
              + " --execution torch");
    }
    if (probe.crossCheck() == CrossCheck.CURVATURE && !function.hasCurvature()) {
      throw new IllegalArgumentException(
          "crossCheck is curvature; it needs native execution, a network that native kernels"
              + " compute, and plain cross-entropy");
    }
    this.probe = probe;
    this.checkpoint = checkpoint;
    this.directions = directions;
    this.scanner = new LineScanner(probe.scanSettings(), checkpoint.selection().design());
  }

  @Override
  public LineEntry scan(String name, int line, ScanListener listener, UnitLog log) {
    NetworkLine function =
        new NetworkLine(
            checkpoint.loss().function(),
            checkpoint.loss().losses(),
            checkpoint.weights(),
            directions.of(line),
            log);
    LineScan scan = scanner.scan(line, function, listener);
    SlopeCheck check =
        probe.crossCheck() == CrossCheck.SLOPE
            ? SlopeCheck.of(scan, function.slope(), probe.noiseThreshold(), listener)
            : null;
    CurvatureCheck curvature =
        probe.crossCheck() == CrossCheck.CURVATURE
            ? CurvatureCheck.of(scan, function, listener)
            : null;
    return new LineEntry(
        name, log.seconds(), scan, check, curvature, function.accuracies(scan.lambdas()));
  }
}
