package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_version_t;
import org.nd4j.linalg.factory.Nd4j;

/** The native library: loaded once, with one engine for the life of the program. */
final class OneDnn {
  /** Whether the processor has AVX-512; it decides how activations lie in memory. */
  static final boolean WIDE;

  /** Whether the processor has matrix units for bfloat16 numbers. */
  static final boolean MATRIX_UNITS;

  private static final dnnl_engine ENGINE = new dnnl_engine();

  static {
    Nd4j.getExecutioner(); // ND4J loads the OpenMP runtime that both share
    check(dnnl_engine_create(ENGINE, dnnl_cpu, 0), "creating the CPU engine");
    WIDE = has(dnnl_cpu_isa_avx512_core);
    MATRIX_UNITS = has(dnnl_cpu_isa_avx512_core_amx);
  }

  /** Returns whether the processor has all of an instruction set. */
  private static boolean has(int instructions) {
    return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
  }

  private OneDnn() {}

  static dnnl_engine engine() {
    return ENGINE;
  }

  static String description() {
    dnnl_version_t version = dnnl_version();
    return "oneDNN %d.%d.%d, %s"
        .formatted(
            version.major(), version.minor(), version.patch(), WIDE ? "AVX-512" : "no AVX-512");
  }

  /** Throws if a call failed. */
  static void check(int status, String action) {
    if (status != 0) {
      throw new OneDnnException(action, status);
    }
  }
}
