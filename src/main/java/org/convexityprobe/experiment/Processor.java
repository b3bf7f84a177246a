package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processor's name and instructions, as Linux lists them. */
final class Processor {
  /** Restricts oneDNN to older instructions, and so changes what is computed. */
  private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

  /** Flags of /proc/cpuinfo, each with the name of the instructions, the newest first. */
  private static final String[][] INSTRUCTIONS = {
    {"amx_bf16", "AMX"},
    {"avx512_bf16", "AVX-512 with bfloat16"},
    {"avx512f", "AVX-512"},
    {"avx2", "AVX2"}
  };

  private Processor() {}

  /** Returns a description such as {@code AMD EPYC 9654 (AVX-512)}. */
  static String describe() {
    String limit = System.getenv(LIMIT);
    return describe(lines()) + (limit == null ? "" : ", " + LIMIT + "=" + limit);
  }

  /** Returns the description of the first processor in lines of /proc/cpuinfo. */
  static String describe(List<String> lines) {
    String name = value(lines, "model name", System.getProperty("os.arch"));
    List<String> flags = List.of(value(lines, "flags", "").split(" ", -1));
    for (String[] instructions : INSTRUCTIONS) {
      if (flags.contains(instructions[0])) {
        return name + " (" + instructions[1] + ")";
      }
    }
    return name;
  }

  private static String value(List<String> lines, String key, String otherwise) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
