package org.convexityprobe.experiment.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.convexityprobe.experiment.work.Cluster;

/** What Spark is told. Whatever a user has set for Spark by other means, stays. */
final class SparkSettings {
  /** An executor's death is no fault of the units that it computed: Spark tries them again. */
  static final int ATTEMPTS = 8;

  /** Limits of native memory, which executors have as the driver has them. */
  private static final String[] NATIVE_MEMORY = {
    "org.bytedeco.javacpp.maxbytes", "org.bytedeco.javacpp.maxphysicalbytes"
  };

  private SparkSettings() {}

  static SparkConf of(Cluster cluster) {
    SparkConf conf =
        new SparkConf()
            .setMaster(cluster.master())
            .setAppName(System.getProperty("spark.app.name", "convexity"))
            .setIfMissing("spark.task.cpus", String.valueOf(cluster.threads()))
            .setIfMissing("spark.task.maxFailures", String.valueOf(ATTEMPTS))
            // Networks that are trained are probed while others are trained.
            .setIfMissing("spark.scheduler.mode", "FAIR")
            .setIfMissing("spark.locality.wait", "0")
            .setIfMissing("spark.driver.maxResultSize", "0")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            .setIfMissing("spark.executor.memory", heap())
            .setIfMissing("spark.executor.extraClassPath", classPath())
            .setIfMissing("spark.executor.extraJavaOptions", executorOptions())
            // Threads that wait for each other sleep soon, as in the driver.
            .setExecutorEnv("GOMP_SPINCOUNT", spinCount())
            .setExecutorEnv("OMP_NUM_THREADS", String.valueOf(cluster.threads()));
    if (cluster.master().startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return conf;
  }

  /** Returns the heap of an executor: as large as the driver's. */
  private static String heap() {
    return Runtime.getRuntime().maxMemory() / (1 << 20) + "m";
  }

  private static String spinCount() {
    String count = System.getenv("GOMP_SPINCOUNT");
    return count == null ? "10000" : count;
  }

  /** Executors start in other folders, so that relative paths would lead nowhere. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Executors find relative paths from where the driver was started. */
  private static String executorOptions() {
    Stream<String> memory =
        Stream.of(NATIVE_MEMORY)
            .filter(name -> System.getProperty(name) != null)
            .map(name -> "-D" + name + "=" + System.getProperty(name));
    return Stream.concat(
            Stream.of(
                "\"-Duser.dir=" + System.getProperty("user.dir") + "\"",
                "-Djava.awt.headless=true"),
            memory)
        .collect(Collectors.joining(" "));
  }
}
