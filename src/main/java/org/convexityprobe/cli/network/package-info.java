/**
 * Commands that train, probe, compare and convert networks; start from {@link
 * org.convexityprobe.cli.network.ProbeCommand}.
 */
package org.convexityprobe.cli.network;
