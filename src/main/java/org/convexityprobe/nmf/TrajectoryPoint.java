package org.convexityprobe.nmf;

/**
 * What the landscape looks like from one point of a solver's path.
 *
 * @param iteration number of the iteration
 * @param loss ℓ / N
 * @param cosine of the angle between −∇ℓ and x* − x0; −∇ℓ points towards the optimum where positive
 * @param curvature α between x* and the point (Eq. 6), per observed entry
 */
public record TrajectoryPoint(int iteration, double loss, double cosine, double curvature) {}
