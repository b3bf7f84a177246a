/**
 * Runs that scan lines and segments around checkpoints; start from {@link
 * org.convexityprobe.experiment.probe.ProbeRun}.
 */
package org.convexityprobe.experiment.probe;
