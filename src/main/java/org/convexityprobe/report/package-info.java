/**
 * Tables, plots and exports made from results alone; nothing is computed here.
 *
 * <p>Start from {@link org.convexityprobe.report.LengthTable} for tables, {@link
 * org.convexityprobe.report.LinePlot}, {@link org.convexityprobe.report.LengthPlot} and {@link
 * org.convexityprobe.report.SurfacePlot} for figures, {@link org.convexityprobe.report.LineCsv} and
 * {@link org.convexityprobe.report.SurfaceFile} for data that other programs read.
 */
package org.convexityprobe.report;
