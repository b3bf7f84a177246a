package org.convexityprobe.nmf;

/**
 * The Gram matrix BᵀB of a factor.
 *
 * @param values r × r, row-major
 * @param rank r
 */
@SuppressWarnings("ArrayRecordComponent") // filled again for each row
record Gram(double[] values, int rank) {}
