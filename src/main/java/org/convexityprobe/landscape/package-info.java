/**
 * The probing core: directions, line scans, convexity verdicts, noise and statistics, over any
 * function of a real number.
 *
 * <p>Start from {@link org.convexityprobe.landscape.LineScanner}, which judges a {@link
 * org.convexityprobe.landscape.LineFunction}. For a network, {@link
 * org.convexityprobe.landscape.DirectionSampler} draws a direction and {@link
 * org.convexityprobe.landscape.ParameterLine} builds the points along it; {@link
 * org.convexityprobe.landscape.LengthSummary} puts lines together. {@link
 * org.convexityprobe.landscape.SurfaceScan} does the same over a plane, and {@link
 * org.convexityprobe.landscape.ConvexityMap} judges it. Nothing here knows what a network or a
 * factorisation is.
 */
package org.convexityprobe.landscape;
