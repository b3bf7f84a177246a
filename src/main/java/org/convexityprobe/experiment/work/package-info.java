/**
 * Units of work and who computes them; start from {@link
 * org.convexityprobe.experiment.work.UnitExecutor}.
 */
package org.convexityprobe.experiment.work;
