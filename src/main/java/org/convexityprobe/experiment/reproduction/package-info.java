/**
 * The tables and figures of the papers, each by one command: {@link
 * org.convexityprobe.experiment.reproduction.Target} says what there is, {@link
 * org.convexityprobe.experiment.reproduction.Reproduction} makes it and compares.
 */
package org.convexityprobe.experiment.reproduction;
