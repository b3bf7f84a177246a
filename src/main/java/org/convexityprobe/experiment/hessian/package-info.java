/**
 * Runs that measure the Hessians of checkpoints' losses; start from {@link
 * org.convexityprobe.experiment.hessian.HessianRun}.
 */
package org.convexityprobe.experiment.hessian;
