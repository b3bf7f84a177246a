package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_next_impl;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.convexityprobe.execution.plan.Window;

/** Describes the primitives of one convolution on a batch of fixed size. */
final class ConvolutionKernels {
  private final Program program;
  private final String name;
  private final Window window;
  private final dnnl_memory_desc source;
  private final dnnl_memory_desc weights;
  private final dnnl_memory_desc bias;
  private final dnnl_memory_desc target;

  /**
   * Prepares the descriptions.
   *
   * @param source layout of the input
   * @param target layout of the output
   * @param bias layout of the bias, or null
   */
  ConvolutionKernels(
      Program program,
      ConvolutionShape shape,
      dnnl_memory_desc source,
      dnnl_memory_desc target,
      dnnl_memory_desc bias) {
    this(program, shape, dnnl_f32, source, target, bias);
  }

  /**
   * Prepares the descriptions.
   *
   * @param type type of the input and the weights
   */
  ConvolutionKernels(
      Program program,
      ConvolutionShape shape,
      int type,
      dnnl_memory_desc source,
      dnnl_memory_desc target,
      dnnl_memory_desc bias) {
    this.program = program;
    this.name = shape.name();
    this.window = shape.window();
    this.source = source;
    this.target = target;
    this.bias = bias;
    this.weights =
        program
            .arena()
            .describeAs(
                type,
                dnnl_format_tag_any,
                shape.outputs(),
                shape.inputs(),
                window.height(),
                window.width());
  }

  /** Returns [ReLU](convolution + bias [+ what the target holds]). */
  dnnl_primitive_desc inference(boolean accumulate, boolean rectify) {
    return forward(dnnl_forward_inference, postOperations(accumulate, rectify));
  }

  dnnl_primitive_desc training() {
    return forward(dnnl_forward_training, program.attributes());
  }

  private dnnl_primitive_desc forward(int kind, dnnl_primitive_attr attributes) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    try (Geometry g = new Geometry(window)) {
      int status =
          dnnl_convolution_forward_primitive_desc_create(
              description,
              OneDnn.engine(),
              kind,
              dnnl_convolution_direct,
              source,
              weights,
              bias,
              target,
              g.strides,
              g.dilation,
              g.before,
              g.behind,
              attributes);
      return fastest(program.described("convolution " + name, description, status));
    }
  }

  dnnl_primitive_desc backwardData(dnnl_primitive_desc forward) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    try (Geometry g = new Geometry(window)) {
      int status =
          dnnl_convolution_backward_data_primitive_desc_create(
              description,
              OneDnn.engine(),
              dnnl_convolution_direct,
              source,
              weights,
              target,
              g.strides,
              g.dilation,
              g.before,
              g.behind,
              forward,
              program.attributes());
      return fastest(program.described("data gradient of " + name, description, status));
    }
  }

  dnnl_primitive_desc backwardWeights(dnnl_primitive_desc forward) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    try (Geometry g = new Geometry(window)) {
      int status =
          dnnl_convolution_backward_weights_primitive_desc_create(
              description,
              OneDnn.engine(),
              dnnl_convolution_direct,
              source,
              weights,
              bias,
              target,
              g.strides,
              g.dilation,
              g.before,
              g.behind,
              forward,
              program.attributes());
      return fastest(program.described("weight gradient of " + name, description, status));
    }
  }

  /**
   * Passes over oneDNN's special kernel for 1 × 1 convolutions where the stride is above 1: it
   * copies the pixels together first, and takes three times as long as the general direct kernel.
   */
  private dnnl_primitive_desc fastest(dnnl_primitive_desc description) {
    boolean strided = window.strideHeight() > 1 || window.strideWidth() > 1;
    if (strided && implementation(description).startsWith("jit_1x1")) {
      dnnl_primitive_desc_next_impl(description);
    }
    return description;
  }

  private static String implementation(dnnl_primitive_desc description) {
    try (PointerPointer<BytePointer> result = new PointerPointer<>(1)) {
      OneDnn.check(
          dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, result),
          "asking for a kernel's name");
      return result.get(BytePointer.class, 0).getString();
    }
  }

  private dnnl_primitive_attr postOperations(boolean accumulate, boolean rectify) {
    dnnl_primitive_attr attributes = program.attributes();
    dnnl_post_ops operations = new dnnl_post_ops();
    OneDnn.check(dnnl_post_ops_create(operations), "creating post-operations");
    if (accumulate) {
      OneDnn.check(dnnl_post_ops_append_sum(operations, 1, 0, dnnl_f32), "appending a sum");
    }
    if (rectify) {
      Rectification.append(operations);
    }
    OneDnn.check(
        dnnl_primitive_attr_set_post_ops(attributes, operations), "setting post-operations");
    dnnl_post_ops_destroy(operations);
    return attributes;
  }

  /** Returns the weights' row-major layout, [outputs, inputs, rows, columns]. */
  static dnnl_memory_desc plainWeights(Arena arena, int outputs, int inputs, Window window) {
    return arena.describe(
        org.bytedeco.dnnl.global.dnnl.dnnl_abcd, outputs, inputs, window.height(), window.width());
  }

  /** A window in oneDNN's terms. */
  private static final class Geometry implements AutoCloseable {
    final LongPointer strides;
    final LongPointer dilation;
    final LongPointer before;
    final LongPointer behind;

    Geometry(Window w) {
      strides = new LongPointer(w.strideHeight(), w.strideWidth());
      dilation = new LongPointer(w.dilationHeight() - 1, w.dilationWidth() - 1);
      before = new LongPointer(w.top(), w.left());
      behind = new LongPointer(w.bottom(), w.right());
    }

    @Override
    public void close() {
      strides.close();
      dilation.close();
      before.close();
      behind.close();
    }
  }
}
