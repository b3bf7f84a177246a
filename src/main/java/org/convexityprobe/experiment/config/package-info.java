/**
 * Settings of experiments as they stand in YAML files; start from {@link
 * org.convexityprobe.experiment.config.ProbeConfig}.
 */
package org.convexityprobe.experiment.config;
