package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA GPU of this machine.
 *
 * @param name its name
 * @param capability its compute capability, such as 8.6
 * @param memory its memory
 */
record GraphicsProcessor(String name, String capability, String memory) {
  /** The range of compute capabilities that ND4J's CUDA 11.6 build has machine code for. */
  private static final double OLDEST = 3.7;

  private static final double NEWEST_MAJOR = 8;

  /** Lists the machine's GPUs; none where there is no NVIDIA driver. */
  static List<GraphicsProcessor> find() {
    try {
      Process query =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--query-gpu=name,compute_cap,memory.total",
                  "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = query.waitFor(10, TimeUnit.SECONDS);
      return ended && query.exitValue() == 0 ? parse(text) : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Reads the lines that nvidia-smi prints: name, compute capability, memory. */
  static List<GraphicsProcessor> parse(String text) {
    return text.lines()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length == 3)
        .map(f -> new GraphicsProcessor(f[0].strip(), f[1].strip(), f[2].strip()))
        .toList();
  }

  /** Returns whether ND4J's CUDA build can run on it. */
  boolean isSupported() {
    try {
      double version = Double.parseDouble(capability);
      return version >= OLDEST && Math.floor(version) <= NEWEST_MAJOR;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Returns a line for people. */
  String verdict(boolean cudaBackend) {
    String what = "%s, compute capability %s, %s".formatted(name, capability, memory);
    if (!isSupported()) {
      return what
          + ": ND4J's CUDA 11.6 build cannot run on it (it has code for 3.7 to 8.x); use the cpu profile";
    }
    return what
        + (cudaBackend ? ": in use" : ": not in use; build with 'mvn -P cuda package' to use it");
  }
}
