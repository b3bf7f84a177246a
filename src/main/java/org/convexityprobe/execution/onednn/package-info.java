/** Runs plans on oneDNN's kernels for CPUs; start from {@link OneDnnKernels}. */
package org.convexityprobe.execution.onednn;
