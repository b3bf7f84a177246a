/**
 * Runs on low-rank matrix recovery: minima, saddles, lines and noise. Start with {@link
 * org.convexityprobe.experiment.recovery.MinimaStudy}.
 */
package org.convexityprobe.experiment.recovery;
