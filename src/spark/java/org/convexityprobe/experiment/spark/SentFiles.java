package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.convexityprobe.experiment.work.InputFile;

/** The files that the driver has sent, each once. */
final class SentFiles {
  private final JavaSparkContext spark;
  private final Map<InputFile, SentFile> sent = new HashMap<>();

  SentFiles(SparkContext spark) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
  }

  /**
   * Sends those that were not sent, or have changed since.
   *
   * @return by their paths
   * @throws IOException if one cannot be read
   */
  Map<String, SentFile> send(Collection<InputFile> inputs) throws IOException {
    Map<String, SentFile> files = new TreeMap<>();
    for (InputFile input : inputs) {
      files.put(input.path(), send(input));
    }
    return files;
  }

  private SentFile send(InputFile input) throws IOException {
    FileBundle bundle = FileBundle.of(input);
    if (bundle.content().isEmpty()) {
      throw new IOException("no such file or folder: " + input.path());
    }
    String sha256 = bundle.sha256();
    SentFile known = sent.get(input);
    if (known == null || !known.sha256().equals(sha256)) {
      known = SentFile.of(input, bundle, sha256, spark);
      sent.put(input, known);
    }
    return known;
  }
}
