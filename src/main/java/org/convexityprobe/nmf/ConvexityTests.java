package org.convexityprobe.nmf;

/**
 * Four exact tests of one line from an optimum x* (λ = 0) to a point x (λ = 1), from the strongest
 * to the weakest: each implies the next, and none is implied by it. A line that fails the second, α
 * ≥ 0, may still be star-convex.
 *
 * @param convexEverywhere ℓ'' ≥ 0 on the whole line (Eq. 3)
 * @param convexOnSegment ℓ'' ≥ 0 between x* and x: α ≥ 0 (Eq. 6)
 * @param starConvex ℓ(x*) lies on or above every tangent of the segment
 * @param chord the loss lies on or below its chord between x* and x (Definition 1)
 */
public record ConvexityTests(
    boolean convexEverywhere, boolean convexOnSegment, boolean starConvex, boolean chord) {}
