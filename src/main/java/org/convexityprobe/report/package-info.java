/** Tables, plots and exports made from results alone; nothing is computed here. */
package org.convexityprobe.report;
