/**
 * Non-negative matrix factorisation: solvers, closed-form curvature along lines, and the planted
 * model. Start from {@link org.convexityprobe.nmf.FactorizationLoss} for the loss and its exact
 * lines, and from {@link org.convexityprobe.nmf.Solver} for finding optima.
 */
package org.convexityprobe.nmf;
