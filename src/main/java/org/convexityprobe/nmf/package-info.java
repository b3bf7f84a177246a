/**
 * Non-negative matrix factorisation: solvers, closed-form curvature along lines, and the planted
 * model.
 */
package org.convexityprobe.nmf;
