/**
 * Runs that evaluate the loss over planes; start from {@link
 * org.convexityprobe.experiment.surface.SurfaceRun}.
 */
package org.convexityprobe.experiment.surface;
