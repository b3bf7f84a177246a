/**
 * Command line: one class a command, exit codes and progress. Start at {@link
 * org.convexityprobe.cli.Convexity}.
 */
package org.convexityprobe.cli;
