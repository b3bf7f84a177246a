package org.convexityprobe.experiment.spark;

import java.util.function.Consumer;
import org.convexityprobe.experiment.work.Cluster;
import org.convexityprobe.experiment.work.ClusterProvider;
import org.convexityprobe.experiment.work.UnitExecutor;

/** Finds Apache Spark for {@code --cluster}. */
public final class SparkProvider implements ClusterProvider {
  @Override
  public UnitExecutor connect(Cluster cluster, Consumer<String> notices)
      throws java.io.IOException {
    return SparkExecutor.connect(cluster, notices);
  }
}
