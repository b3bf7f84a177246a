package org.convexityprobe.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.work.Cluster;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.ParallelExecutor;
import org.convexityprobe.experiment.work.UnitExecutor;
import picocli.CommandLine.Option;

/** The option that says where units of work are computed. */
public final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "MASTER",
      description =
          "Compute on Apache Spark: local[N], local-cluster[WORKERS,CORES,MIB], spark://HOST:PORT,"
              + " yarn or k8s://ADDRESS, in a build with Spark (docs/cluster.md). Each unit of"
              + " work uses one thread unless --threads is given.")
  private String cluster;

  /** Returns where the cluster is, from the option or from {@code spark-submit}; null for none. */
  private String master() {
    return cluster == null ? System.getProperty("spark.master") : cluster;
  }

  /** Makes one thread the default: a cluster computes many units side by side. */
  public void applyTo(Configuration<?> configuration) {
    if (master() != null) {
      configuration.set("compute.threads", 1);
    }
  }

  /** Returns the threads of a unit where nothing was asked for. */
  public int threads(Integer asked) {
    return asked != null
        ? asked
        : master() != null ? 1 : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Connects to the cluster, if there is one; computes in this process otherwise.
   *
   * @param places devices of this process that compute units side by side
   * @param threads that compute one unit
   * @param log receives what the user should know
   */
  public UnitExecutor executor(int places, int threads, boolean quiet, PrintWriter log)
      throws IOException {
    if (master() == null) {
      return places == 1 ? new LocalExecutor(threads) : new ParallelExecutor(places, threads);
    }
    if (places > 1) {
      throw new IllegalArgumentException(
          "--cluster computes on one device of each machine; name one with --device");
    }
    return new Cluster(master(), threads)
        .connect(
            line -> {
              if (!quiet) {
                log.println(line);
                log.flush();
              }
            });
  }
}
