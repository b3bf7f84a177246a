/**
 * Commands that factorise matrices and measure star-convexity; start from {@link
 * org.convexityprobe.cli.nmf.NmfCommand}.
 */
package org.convexityprobe.cli.nmf;
