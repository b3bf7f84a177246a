/**
 * Web pages about finished runs; start from {@link org.convexityprobe.experiment.report.RunReport}.
 */
package org.convexityprobe.experiment.report;
