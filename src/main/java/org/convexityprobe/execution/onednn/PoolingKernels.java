package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;

import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.LongPointer;
import org.convexityprobe.execution.plan.Shape;

/** Creates the primitives of global average pooling. */
final class PoolingKernels {
  private final Program program;
  private final Shape input;
  private final dnnl_memory_desc source;
  private final dnnl_memory_desc target;

  PoolingKernels(Program program, int images, Shape input) {
    this.program = program;
    this.input = input;
    this.source = program.layout().describe(program.arena(), images, input);
    this.target =
        program.layout().describe(program.arena(), images, new Shape(input.channels(), 1, 1));
  }

  Primitive forward(dnnl_memory activations, dnnl_memory means) {
    return program.primitive(
        "global pooling", description(), Map.of(DNNL_ARG_SRC, activations, DNNL_ARG_DST, means));
  }

  Primitive backward(dnnl_memory meanGradients, dnnl_memory gradients) {
    dnnl_primitive_desc backward = new dnnl_primitive_desc();
    try (LongPointer kernel = new LongPointer(input.height(), input.width());
        LongPointer zero = new LongPointer(0, 0)) {
      int status =
          dnnl_pooling_backward_primitive_desc_create(
              backward,
              OneDnn.engine(),
              dnnl_pooling_avg_exclude_padding,
              source,
              target,
              kernel,
              kernel,
              zero,
              zero,
              zero,
              description(),
              program.attributes());
      return program.primitive(
          "gradient of global pooling",
          program.described("gradient of global pooling", backward, status),
          Map.of(DNNL_ARG_DIFF_DST, meanGradients, DNNL_ARG_DIFF_SRC, gradients));
    }
  }

  private dnnl_primitive_desc description() {
    dnnl_primitive_desc forward = new dnnl_primitive_desc();
    try (LongPointer kernel = new LongPointer(input.height(), input.width());
        LongPointer zero = new LongPointer(0, 0)) {
      int status =
          dnnl_pooling_forward_primitive_desc_create(
              forward,
              OneDnn.engine(),
              dnnl_forward_training,
              dnnl_pooling_avg_exclude_padding,
              source,
              target,
              kernel,
              kernel,
              zero,
              zero,
              zero,
              program.attributes());
      return program.described("global pooling", forward, status);
    }
  }
}
