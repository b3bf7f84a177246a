package org.convexityprobe.experiment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SlopeCheck;

/**
 * One finished line of a probe, as the journal keeps it.
 *
 * @param checkpoint the checkpoint's name in its run
 * @param seconds how long the scan took
 * @param scan the result
 * @param slopeCheck the judgement by slopes, or null where none was asked for
 * @param curvatureCheck second derivatives, or null where none were asked for
 * @param accuracies share of correct images in percent at each point; empty if not recorded
 */
public record LineEntry(
    String checkpoint,
    double seconds,
    LineScan scan,
    @JsonInclude(JsonInclude.Include.ALWAYS) SlopeCheck slopeCheck,
    @JsonInclude(JsonInclude.Include.NON_NULL) CurvatureCheck curvatureCheck,
    List<Double> accuracies) {
  /** Copies the accuracies; journals of earlier versions have none. */
  public LineEntry {
    accuracies = accuracies == null ? List.of() : List.copyOf(accuracies);
  }
}
