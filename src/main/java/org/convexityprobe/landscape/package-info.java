/**
 * The probing core: directions, line scans, convexity verdicts, noise and statistics, over any
 * function of a real number.
 */
package org.convexityprobe.landscape;
