package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_prelu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_prelu_forward_primitive_desc_create;

import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.convexityprobe.execution.plan.Shape;

/**
 * ReLU behind another operation: x where x ≥ 0, else 0 · x (a PReLU of slope 0).
 *
 * <p>oneDNN's own ReLU is the larger of x and 0, which makes 0 of NaN and of −∞. A network whose
 * activations overflow would then have a finite loss. Here NaN stays NaN, and −∞ becomes NaN.
 */
final class Rectification {
  private Rectification() {}

  /** Appends the operation; it needs an {@link #argument}. */
  static void append(dnnl_post_ops operations) {
    OneDnn.check(dnnl_post_ops_append_prelu(operations, 0), "appending ReLU");
  }

  /**
   * Returns which argument of the primitive is the slope.
   *
   * @param position place among the operations appended, from 0
   */
  static int argument(int position) {
    return (DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (position + 1)) | DNNL_ARG_WEIGHTS;
  }

  /**
   * Returns target ← ReLU(source) by itself; the target may be the source. The slope is given for
   * each channel, as oneDNN has a fast kernel for that alone.
   *
   * @param layout of source and target
   * @param channels of source and target
   */
  static Primitive primitive(
      Program program,
      dnnl_memory_desc layout,
      int channels,
      dnnl_memory source,
      dnnl_memory target) {
    dnnl_memory_desc slope =
        program.layout().describe(program.arena(), 1, new Shape(channels, 1, 1));
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status =
        dnnl_prelu_forward_primitive_desc_create(
            description,
            OneDnn.engine(),
            dnnl_forward_inference,
            layout,
            slope,
            layout,
            program.attributes());
    return program.primitive(
        "ReLU",
        program.described("ReLU", description, status),
        Map.of(
            DNNL_ARG_SRC, source,
            DNNL_ARG_WEIGHTS, program.arena().tensor(slope),
            DNNL_ARG_DST, target));
  }
}
