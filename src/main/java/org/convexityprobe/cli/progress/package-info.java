/**
 * What a running command tells the user and the shell: progress with the time left, interruption,
 * checkpoints that cannot be used, exit codes; start from {@link
 * org.convexityprobe.cli.progress.Progress}.
 */
package org.convexityprobe.cli.progress;
