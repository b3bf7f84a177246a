/**
 * Networks as lists of operations, plans of steps and buffers made from them, and the interfaces
 * that kernels implement; start from {@link org.convexityprobe.execution.plan.Network} and {@link
 * org.convexityprobe.execution.plan.KernelSet}.
 */
package org.convexityprobe.execution.plan;
