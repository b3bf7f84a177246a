package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.convexityprobe.experiment.work.Cluster;
import org.convexityprobe.experiment.work.ClusterProvider;
import org.convexityprobe.experiment.work.UnitExecutor;

/** Finds Apache Spark for {@code --cluster}, and runs its standalone master and workers. */
public final class SparkProvider implements ClusterProvider {
  @Override
  public UnitExecutor connect(Cluster cluster, Consumer<String> notices) throws IOException {
    return SparkExecutor.connect(cluster, notices);
  }

  @Override
  public void runMaster(String host, int port) {
    // Its page shows what goes on; it is not for ending it.
    System.setProperty("spark.ui.killEnabled", "false");
    Master.main(new String[] {"--host", host, "--port", String.valueOf(port)});
  }

  @Override
  public void runWorker(String master, int cores, String memory) {
    Worker.main(new String[] {"--cores", String.valueOf(cores), "--memory", memory, master});
  }
}
