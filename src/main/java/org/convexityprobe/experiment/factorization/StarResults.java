package org.convexityprobe.experiment.factorization;

import org.convexityprobe.experiment.Manifest;

/**
 * What makes a function star-convex and not convex.
 *
 * @param manifest what made it
 * @param largestBendOnRays largest absolute second difference along rays from the origin
 * @param leastSecondDifference least one along lines that miss the origin
 */
public record StarResults(
    Manifest manifest, double largestBendOnRays, double leastSecondDifference) {}
