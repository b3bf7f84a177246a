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
  @Override
  public PathEntry compute(UnitContext context, RunControl<ProbeListener> control)
      throws IOException {
    OpenCheckpoint last = context.get(loss.of(end));
    NetworkGradient gradient = context.get(loss.gradientOf(end));
    float[] from = context.get(loss.weightsOf(start));
    Segment segment =
        Segment.between(from, last.weights(), last.network().layout(), loss.loss().batchNorm());
    long began = System.nanoTime();
    LineScan scan =
        new LineScanner(path.scanSettings(loss.loss().seed()), last.selection().design())
            .scan(
                number,
                segment.line(last.loss()),
                new UnitProgress(
                    () -> control.listener().evaluated("segment", number, 1, 0), control.stop()));
    GradientAlignment alignment =
        GradientAlignment.of(gradient.at(from, last.loss().losses().labels()), segment.way());
    double seconds = (System.nanoTime() - began) / 1e9;
    return new PathEntry(start.path(), seconds, scan, alignment);
  }

  @Override
  public List<InputFile> inputs() {
    return loss.inputs(List.of(start, end));
  }

  @Override
  public ProbeListener silent() {
    return new ProbeListener() {};
  }
}
