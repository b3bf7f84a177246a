package org.convexityprobe.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Picks the build of ND4J's CPU library that the processor can run. Must run before ND4J is loaded.
 */
public final class NativeBuild {
  /** JavaCPP's property for the kind of native library to look for first. */
  public static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

  public static final String AVX512 = "-onednn-avx512";
  public static final String AVX2 = "-onednn-avx2";

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private NativeBuild() {}

  /** Sets the property, unless it is set already or the CPU library is not the one in use. */
  public static void choose() {
    boolean cpu =
        NativeBuild.class.getResource("/org/nd4j/linalg/cpu/nativecpu/CpuBackend.class") != null;
    String flags = processorFlags();
    if (cpu && System.getProperty(PROPERTY) == null && !flags.isEmpty()) {
      System.setProperty(PROPERTY, forFlags(flags));
    }
  }

  /** Returns why the build in use cannot compute here, in words; empty if it can. */
  public static Optional<String> lacking() {
    return lacking("org.bytedeco.cuda.global.cudart");
  }

  /**
   * Returns why a library of CUDA cannot be used here.
   *
   * @param library the class that loads it; a build for processors has none
   */
  public static Optional<String> lacking(String library) {
    try {
      Class.forName(library);
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (LinkageError e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return Optional.of(
          "this build computes with CUDA 11.6, which cannot be loaded: %s; install NVIDIA's driver, or build for processors with 'mvn -DskipTests package'"
              .formatted(cause.getMessage()));
    }
  }

  /** Returns the build for a processor with these flags, as /proc/cpuinfo lists them. */
  static String forFlags(String flags) {
    for (String needed : new String[] {"avx512f", "avx512bw", "avx512dq", "avx512vl"}) {
      if (!(" " + flags + " ").contains(" " + needed + " ")) {
        return AVX2;
      }
    }
    return AVX512;
  }

  private static String processorFlags() {
    try (java.util.stream.Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines.filter(line -> line.startsWith("flags")).findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
