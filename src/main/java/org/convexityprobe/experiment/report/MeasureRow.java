package org.convexityprobe.experiment.report;

import java.util.EnumMap;
import java.util.Map;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.landscape.Estimate;

/**
 * The measures of convexity of one objective at one size.
 *
 * @param objective such as {@code ResNet-8} or {@code orl, r = 16}
 * @param from the point from which the segments start, such as {@code epoch 0}
 * @param sizeName what the size is: {@code k}, {@code entries}, {@code n} or {@code m/(nr)}
 * @param size the size
 * @param count segments that the means are over: networks, repetitions or problems
 * @param measures means with their errors; NaN errors where there is one segment
 */
public record MeasureRow(
    String objective,
    String from,
    String sizeName,
    double size,
    int count,
    Map<ConvexityMeasure, Estimate> measures) {
  /** Copies the means. */
  public MeasureRow {
    measures = new EnumMap<>(measures);
  }
}
