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

  /**
   * Runs the master of a cluster in this process, until the process is ended.
   *
   * @param host address at which workers and commands find it
   * @param port number of its port
   */
  void runMaster(String host, int port);

  /**
   * Runs a worker of a cluster in this process, until the process is ended. It starts processes
   * that compute units of work.
   *
   * @param master address of the master, such as {@code spark://host:7077}
   * @param cores that it offers
   * @param memory for heaps of the processes that it starts, such as {@code 8g}
   */
  void runWorker(String master, int cores, String memory);
}
