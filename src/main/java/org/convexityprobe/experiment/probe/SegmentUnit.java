package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.config.PathConfig;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.landscape.GradientAlignment;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.ScanSettings;
import org.convexityprobe.network.NetworkGradient;

/**
 * The scan of the segment from one checkpoint to another.
 *
 * @param start where it starts
 * @param end where it ends
 * @param loss which loss is scanned
 * @param path how it is scanned
 * @param number of the segment in its run, from 0
 */
record SegmentUnit(HashedFile start, HashedFile end, LossSource loss, PathConfig path, int number)
    implements WorkUnit<PathEntry, ProbeListener> {
  /** What listeners are told that is evaluated. */
  private static final String NAME = "segment";

  @Override
  public String describe() {
    return "segment from %s to %s".formatted(start.path(), end.path());
  }

  @Override
  public PathEntry compute(UnitContext context, RunControl<ProbeListener> control)
      throws IOException {
    OpenCheckpoint last = context.get(loss.of(end));
    NetworkGradient gradient = context.get(loss.gradientOf(end));
    float[] from = context.get(loss.weightsOf(start));
    Segment segment =
        Segment.between(from, last.weights(), last.network().layout(), loss.loss().batchNorm());
    long began = System.nanoTime();
    LineProgress progress =
        new LineProgress(control, NAME, number, settings().evaluations(), () -> false);
    LineScan scan =
        new LineScanner(settings(), last.selection().design())
            .scan(number, segment.line(last.loss()), progress);
    progress.finished();
    GradientAlignment alignment =
        GradientAlignment.of(gradient.at(from, last.loss().losses().labels()), segment.way());
    double seconds = (System.nanoTime() - began) / 1e9;
    return new PathEntry(start.path(), seconds, scan, alignment, segment.length());
  }

  private ScanSettings settings() {
    return path.scanSettings(loss.loss().seed());
  }

  @Override
  public List<InputFile> inputs() {
    return loss.inputs(List.of(start, end));
  }

  @Override
  public ProbeListener silent() {
    return new ProbeListener() {};
  }

  @Override
  public void retell(PathEntry entry, ProbeListener listener) {
    listener.evaluated(NAME, number, settings().evaluations(), 0);
  }
}
