/**
 * Groups of options that several commands share, and converters of their values; start from {@link
 * org.convexityprobe.cli.option.ComputeOptions}.
 */
package org.convexityprobe.cli.option;
