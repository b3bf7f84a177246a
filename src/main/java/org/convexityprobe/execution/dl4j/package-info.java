/**
 * DL4J's graphs as networks, and native kernels behind a DL4J graph; start from {@link
 * org.convexityprobe.execution.dl4j.CompiledGraph}.
 */
package org.convexityprobe.execution.dl4j;
