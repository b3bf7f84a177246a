package org.convexityprobe.experiment;

import org.convexityprobe.landscape.LineScan;

/**
 * One finished line of a probe, as the journal keeps it.
 *
 * @param checkpoint the checkpoint's name in its run
 * @param seconds how long the scan took
 * @param scan the result
 */
record LineEntry(String checkpoint, double seconds, LineScan scan) {}
