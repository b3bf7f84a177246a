/** Runs DL4J computation graphs on fused native kernels. */
package org.convexityprobe.execution;
