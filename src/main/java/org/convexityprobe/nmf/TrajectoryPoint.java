package org.convexityprobe.nmf;

import org.convexityprobe.landscape.ConvexityMeasures;

/**
 * Measurements at one point of a solver's path.
 *
 * @param iteration number of the iteration
 * @param loss ℓ / N
 * @param cosine of the angle between −∇ℓ and x* − x0; −∇ℓ points towards the optimum where positive
 * @param curvature α between x* and the point (Eq. 6), per observed entry
 * @param measures how convex the loss per observed entry is between the point and x*
 */
public record TrajectoryPoint(
    int iteration, double loss, double cosine, double curvature, ConvexityMeasures measures) {}
