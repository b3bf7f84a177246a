package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.convexityprobe.execution.plan.Node;

/** Creates the primitives of one batch-norm, ReLU behind it included. */
final class BatchNormKernels {
  private final Program program;
  private final String name;
  private final dnnl_memory_desc layout;
  private final float epsilon;
  private final int flags;
  private final Map<Integer, dnnl_memory> shared = new HashMap<>();
  private final dnnl_primitive_desc forward = new dnnl_primitive_desc();

  /**
   * What forward and backward pass share, a number for each channel.
   *
   * @param mean the means: written forward, if they are not given, and read backward
   * @param variance the variances, likewise
   * @param scale γ
   */
  record Vectors(dnnl_memory mean, dnnl_memory variance, dnnl_memory scale) {}

  /**
   * Describes the batch-norm.
   *
   * @param layout of its output
   * @param rectify whether ReLU follows it
   * @param frozen whether the statistics are given, and no gradient goes through them
   */
  BatchNormKernels(
      Program program,
      Node.BatchNorm norm,
      dnnl_memory_desc layout,
      boolean rectify,
      boolean frozen,
      Vectors vectors) {
    this.program = program;
    this.name = norm.name();
    this.layout = layout;
    this.epsilon = (float) norm.epsilon();
    this.flags =
        dnnl_use_scale
            | dnnl_use_shift
            | (rectify ? dnnl_fuse_norm_relu : 0)
            | (frozen ? dnnl_use_global_stats : 0);
    int status =
        dnnl_batch_normalization_forward_primitive_desc_create(
            forward,
            OneDnn.engine(),
            dnnl_forward_training,
            layout,
            layout,
            this.epsilon,
            flags,
            program.attributes());
    program.described("batch-norm " + name, forward, status);
    shared.put(DNNL_ARG_MEAN, vectors.mean);
    shared.put(DNNL_ARG_VARIANCE, vectors.variance);
    shared.put(DNNL_ARG_SCALE, vectors.scale);
    if (rectify) {
      shared.put(
          DNNL_ARG_WORKSPACE,
          program
              .arena()
              .tensor(dnnl_primitive_desc_query_md(forward, dnnl_query_workspace_md, 0)));
    }
  }

  Primitive forward(dnnl_memory source, dnnl_memory shift, dnnl_memory target) {
    Map<Integer, dnnl_memory> arguments = new HashMap<>(shared);
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_SHIFT, shift);
    arguments.put(DNNL_ARG_DST, target);
    return program.primitive("batch-norm " + name, forward, arguments);
  }

  Primitive backward(
      dnnl_memory input,
      dnnl_memory source,
      dnnl_memory target,
      dnnl_memory scaleGradient,
      dnnl_memory shiftGradient) {
    dnnl_primitive_desc backward = new dnnl_primitive_desc();
    int status =
        dnnl_batch_normalization_backward_primitive_desc_create(
            backward,
            OneDnn.engine(),
            dnnl_backward,
            layout,
            layout,
            layout,
            epsilon,
            flags,
            forward,
            program.attributes());
    Map<Integer, dnnl_memory> arguments = new HashMap<>(shared);
    arguments.put(DNNL_ARG_SRC, input);
    arguments.put(DNNL_ARG_DIFF_DST, source);
    arguments.put(DNNL_ARG_DIFF_SRC, target);
    arguments.put(DNNL_ARG_DIFF_SCALE, scaleGradient);
    arguments.put(DNNL_ARG_DIFF_SHIFT, shiftGradient);
    return program.primitive(
        "gradient of batch-norm " + name,
        program.described("gradient of batch-norm " + name, backward, status),
        arguments);
  }
}
