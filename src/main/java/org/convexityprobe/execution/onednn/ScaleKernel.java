package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.FloatPointer;

/** target ← scale · source [+ shift]: a batch-norm with mean 0, variance 1 and ε = 0. */
final class ScaleKernel {
  private final Program program;
  private final dnnl_primitive_desc description = new dnnl_primitive_desc();
  private final dnnl_memory zeros;
  private final dnnl_memory ones;

  ScaleKernel(Program program, dnnl_memory_desc layout, int channels) {
    this.program = program;
    int flags = dnnl_use_global_stats | dnnl_use_scale | dnnl_use_shift;
    int status =
        dnnl_batch_normalization_forward_primitive_desc_create(
            description,
            OneDnn.engine(),
            dnnl_forward_inference,
            layout,
            layout,
            0,
            flags,
            program.attributes());
    program.described("scaling", description, status);
    zeros = constant(channels, 0);
    ones = constant(channels, 1);
  }

  /** Returns the primitive; {@code shift} may be null. */
  Primitive primitive(
      dnnl_memory source, dnnl_memory scale, dnnl_memory shift, dnnl_memory target) {
    return program.primitive(
        "scaling",
        description,
        Map.of(
            DNNL_ARG_SRC, source,
            DNNL_ARG_MEAN, zeros,
            DNNL_ARG_VARIANCE, ones,
            DNNL_ARG_SCALE, scale,
            DNNL_ARG_SHIFT, shift == null ? zeros : shift,
            DNNL_ARG_DST, target));
  }

  private dnnl_memory constant(int channels, float value) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    Arena arena = program.arena();
    FloatPointer memory = arena.numbers(channels);
    memory.put(values, 0, channels);
    return arena.tensor(arena.describe(dnnl_a, channels), memory);
  }
}
