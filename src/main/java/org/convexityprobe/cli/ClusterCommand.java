package org.convexityprobe.cli;

import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.experiment.work.Cluster;
import org.convexityprobe.experiment.work.ClusterProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convexity cluster}. */
@Command(
    name = "cluster",
    description =
        "Run the master or a worker of a cluster of Apache Spark, for --cluster spark://HOST:PORT of"
            + " other commands, in a build with Spark (docs/cluster.md).",
    subcommands = {ClusterCommand.Master.class, ClusterCommand.Worker.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity cluster master --host 192.0.2.1",
      "  convexity cluster worker spark://192.0.2.1:7077 --cores 16 --memory 32g"
    })
final class ClusterCommand {
  private static final int LARGEST_PORT = 65535;

  private static ClusterProvider spark() {
    ClusterProvider provider = Cluster.provider();
    if (System.getenv("SPARK_HOME") == null) {
      throw new IllegalArgumentException(
          "SPARK_HOME is not set; start the program by ./convexity, which sets it");
    }
    return provider;
  }

  /** {@code convexity cluster master}. */
  @Command(
      name = "master",
      description = "Run the master of a cluster until it is interrupted.",
      footerHeading = "%nExamples:%n",
      footer = "  convexity cluster master --host 192.0.2.1 --port 7077")
  static final class Master implements Callable<Integer> {
    @Option(
        names = "--host",
        paramLabel = "ADDRESS",
        defaultValue = "127.0.0.1",
        description =
            "This machine's address, at which others find it; ${DEFAULT-VALUE} by default, which"
                + " only this machine reaches. Use a private network: whoever reaches the port can"
                + " run programs.")
    private String host;

    @Option(
        names = "--port",
        paramLabel = "N",
        defaultValue = "7077",
        description = "Port; ${DEFAULT-VALUE} by default.")
    private int port;

    @Override
    public Integer call() {
      if (port < 1 || port > LARGEST_PORT) {
        throw new IllegalArgumentException(
            "--port is %d; expected 1 to %d".formatted(port, LARGEST_PORT));
      }
      spark().runMaster(host, port);
      return ExitCode.OK;
    }
  }

  /** {@code convexity cluster worker}. */
  @Command(
      name = "worker",
      description = "Run a worker of a cluster until it is interrupted.",
      footerHeading = "%nExamples:%n",
      footer = "  convexity cluster worker spark://192.0.2.1:7077 --cores 16 --memory 32g")
  static final class Worker implements Callable<Integer> {
    @Parameters(
        paramLabel = "MASTER",
        description = "Address that the master printed, such as spark://192.0.2.1:7077.")
    private String master;

    @Option(
        names = "--cores",
        paramLabel = "N",
        description = "Cores that it offers; all of this machine by default.")
    private Integer cores;

    @Option(
        names = "--memory",
        paramLabel = "SIZE",
        defaultValue = "4g",
        description =
            "Memory for Java heaps of the processes that it starts; ${DEFAULT-VALUE} by default. At"
                + " least the heap of the command that uses the cluster (CONVEXITY_HEAP, 2g).")
    private String memory;

    @Override
    public Integer call() {
      if (!master.matches("spark://.+:\\d+")) {
        throw new IllegalArgumentException(
            "the master is '%s'; expected an address such as spark://192.0.2.1:7077"
                .formatted(master));
      }
      if (cores != null && cores < 1) {
        throw new IllegalArgumentException("--cores is %d; expected at least 1".formatted(cores));
      }
      if (!memory.matches("[1-9]\\d*[mg]")) {
        throw new IllegalArgumentException(
            "--memory is '%s'; expected a size such as 8g or 4096m".formatted(memory));
      }
      int offered = cores == null ? Runtime.getRuntime().availableProcessors() : cores;
      spark().runWorker(master, offered, memory);
      return ExitCode.OK;
    }
  }
}
