package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A cluster that computes units of work.
 *
 * @param master where it is, as Apache Spark names it
 * @param threads that compute one unit
 */
public record Cluster(String master, int threads) {
  private static final Pattern MASTER =
      Pattern.compile(
          "local|local\\[(\\d+|\\*)\\]|local-cluster\\[ *\\d+ *, *\\d+ *, *\\d+"
              + " *\\]|spark://.+|yarn|k8s://.+");

  /** Checks the address. */
  public Cluster {
    if (master == null || !MASTER.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "cluster is '%s'; expected local[N], local-cluster[WORKERS,CORES,MIB], spark://HOST:PORT, yarn or k8s://ADDRESS"
              .formatted(master));
    }
  }

  /** Returns whether this process itself computes all units. */
  public boolean isThisProcess() {
    return master.equals("local") || master.startsWith("local[");
  }

  /**
   * Connects to it.
   *
   * @param notices receives what the user should know
   * @throws IllegalArgumentException if this build cannot compute on clusters
   * @throws IOException if the cluster cannot be reached
   */
  public UnitExecutor connect(Consumer<String> notices) throws IOException {
    return provider().connect(this, notices);
  }

  /**
   * Returns what computes on clusters.
   *
   * @throws IllegalArgumentException if this build cannot
   */
  public static ClusterProvider provider() {
    return ServiceLoader.load(ClusterProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this build computes on one machine; build one with Apache Spark by 'mvn -P"
                        + " cpu,spark -DskipTests package' (docs/cluster.md)"));
  }
}
