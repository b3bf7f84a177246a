package org.convexityprobe.experiment.probe;

import org.convexityprobe.landscape.GradientAlignment;
import org.convexityprobe.landscape.LineScan;

/**
 * One finished segment, as the journal keeps it.
 *
 * @param checkpoint the name of its start
 * @param seconds how long it took
 * @param scan the losses
 * @param alignment of the gradient at its start
 * @param distance between its ends; null in journals of earlier versions
 */
record PathEntry(
    String checkpoint,
    double seconds,
    LineScan scan,
    GradientAlignment alignment,
    Double distance) {}
