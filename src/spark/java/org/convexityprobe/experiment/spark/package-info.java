/**
 * Units of work on Apache Spark; start from {@link
 * org.convexityprobe.experiment.spark.SparkExecutor}. Only builds with the profile {@code spark}
 * have it.
 */
package org.convexityprobe.experiment.spark;
