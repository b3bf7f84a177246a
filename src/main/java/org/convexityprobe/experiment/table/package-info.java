/**
 * Grids of networks, trained and probed; start from {@link
 * org.convexityprobe.experiment.table.TableRun}.
 */
package org.convexityprobe.experiment.table;
