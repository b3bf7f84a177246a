/**
 * Results of probes, their files, and comparisons of them; start from {@link
 * org.convexityprobe.experiment.result.CheckpointResult}.
 */
package org.convexityprobe.experiment.result;
