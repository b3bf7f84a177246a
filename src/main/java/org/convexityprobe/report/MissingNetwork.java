package org.convexityprobe.report;

/**
 * A network that a cell of a table lacks, because it could not be trained or its checkpoint not be
 * used.
 *
 * @param label the cell
 * @param network which network, in words
 * @param reason why, in words
 */
public record MissingNetwork(NetworkLabel label, String network, String reason) {}
