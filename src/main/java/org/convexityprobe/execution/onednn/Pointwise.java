package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Creates primitives that treat every element alike. */
final class Pointwise {
  private final Program program;

  Pointwise(Program program) {
    this.program = program;
  }

  /** target ← [ReLU](first + second); the target may be the first. */
  Primitive add(
      dnnl_memory_desc layout,
      dnnl_memory first,
      dnnl_memory second,
      dnnl_memory target,
      boolean rectify) {
    dnnl_primitive_attr attributes = program.attributes();
    if (rectify) {
      dnnl_post_ops operations = new dnnl_post_ops();
      OneDnn.check(dnnl_post_ops_create(operations), "creating post-operations");
      OneDnn.check(
          dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0), "appending ReLU");
      OneDnn.check(
          dnnl_primitive_attr_set_post_ops(attributes, operations), "setting post-operations");
      dnnl_post_ops_destroy(operations);
    }
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status =
        dnnl_binary_primitive_desc_create(
            description, OneDnn.engine(), dnnl_binary_add, layout, layout, layout, attributes);
    return program.primitive(
        "addition",
        program.described("addition", description, status),
        Map.of(DNNL_ARG_SRC_0, first, DNNL_ARG_SRC_1, second, DNNL_ARG_DST, target));
  }

  /** target ← first − second, each in a layout and a type of its own. */
  Primitive subtract(
      dnnl_memory_desc firstLayout,
      dnnl_memory first,
      dnnl_memory_desc secondLayout,
      dnnl_memory second,
      dnnl_memory_desc targetLayout,
      dnnl_memory target) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status =
        dnnl_binary_primitive_desc_create(
            description,
            OneDnn.engine(),
            dnnl_binary_sub,
            firstLayout,
            secondLayout,
            targetLayout,
            program.attributes());
    return program.primitive(
        "subtraction",
        program.described("subtraction", description, status),
        Map.of(DNNL_ARG_SRC_0, first, DNNL_ARG_SRC_1, second, DNNL_ARG_DST, target));
  }

  /** target ← ReLU(source). */
  Primitive rectify(dnnl_memory_desc layout, dnnl_memory source, dnnl_memory target) {
    return program.primitive(
        "ReLU", rectifier(layout), Map.of(DNNL_ARG_SRC, source, DNNL_ARG_DST, target));
  }

  /** gradient ← gradient where {@code output} is positive, 0 elsewhere; may work in place. */
  Primitive rectifyBackward(
      dnnl_memory_desc layout, dnnl_memory output, dnnl_memory gradient, dnnl_memory target) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status =
        dnnl_eltwise_backward_primitive_desc_create(
            description,
            OneDnn.engine(),
            dnnl_eltwise_relu_use_dst_for_bwd,
            layout,
            layout,
            layout,
            0,
            0,
            rectifier(layout),
            program.attributes());
    return program.primitive(
        "gradient of ReLU",
        program.described("gradient of ReLU", description, status),
        Map.of(DNNL_ARG_DST, output, DNNL_ARG_DIFF_DST, gradient, DNNL_ARG_DIFF_SRC, target));
  }

  /** target ← source in the target's layout. */
  Primitive reorder(
      dnnl_memory_desc from, dnnl_memory source, dnnl_memory_desc to, dnnl_memory target) {
    return reorder(from, source, to, target, program.attributes());
  }

  /** target ← target + source in the target's layout. */
  Primitive accumulate(
      dnnl_memory_desc from, dnnl_memory source, dnnl_memory_desc to, dnnl_memory target) {
    return reorder(from, source, to, target, sum());
  }

  /** Returns attributes of a primitive that adds its result to what the target holds. */
  dnnl_primitive_attr sum() {
    dnnl_primitive_attr attributes = program.attributes();
    dnnl_post_ops operations = new dnnl_post_ops();
    OneDnn.check(dnnl_post_ops_create(operations), "creating post-operations");
    OneDnn.check(
        dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef), "appending a sum");
    OneDnn.check(
        dnnl_primitive_attr_set_post_ops(attributes, operations), "setting post-operations");
    dnnl_post_ops_destroy(operations);
    return attributes;
  }

  private Primitive reorder(
      dnnl_memory_desc from,
      dnnl_memory source,
      dnnl_memory_desc to,
      dnnl_memory target,
      dnnl_primitive_attr attributes) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status =
        dnnl_reorder_primitive_desc_create(
            description, from, OneDnn.engine(), to, OneDnn.engine(), attributes);
    return program.primitive(
        "reorder",
        program.described("reorder", description, status),
        Map.of(DNNL_ARG_FROM, source, DNNL_ARG_TO, target));
  }

  private dnnl_primitive_desc rectifier(dnnl_memory_desc layout) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status =
        dnnl_eltwise_forward_primitive_desc_create(
            description,
            OneDnn.engine(),
            dnnl_forward_training,
            dnnl_eltwise_relu_use_dst_for_bwd,
            layout,
            layout,
            0,
            0,
            program.attributes());
    return program.described("ReLU", description, status);
  }
}
