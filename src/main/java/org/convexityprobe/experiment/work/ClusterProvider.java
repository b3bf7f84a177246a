package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * A way to compute units on a cluster. Found by {@code ServiceLoader}: the default build has none,
 * since the libraries of clusters are large.
 */
public interface ClusterProvider {
  /**
   * Connects.
   *
   * @param notices receives what the user should know, such as the address of the cluster's page
   * @throws IOException if the cluster cannot be reached
   */
  UnitExecutor connect(Cluster cluster, Consumer<String> notices) throws IOException;
}
