package org.convexityprobe.report;

/**
 * A convexity length that a paper prints.
 *
 * @param source paper and table
 * @param meanLength mean length over 25 lines of length 1
 * @param standardError its standard error; where the paper prints none, that of the papers' other
 *     values of such a length, see {@link PaperValues}
 * @param printsError whether the paper prints the standard error
 */
public record PaperValue(
    String source, double meanLength, double standardError, boolean printsError) {}
