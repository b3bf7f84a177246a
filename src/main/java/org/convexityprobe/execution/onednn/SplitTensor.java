package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.convexityprobe.execution.plan.Shape;

/**
 * Activations as differences of two bfloat16 tensors: the nearest bfloat16 numbers, and by how much
 * these are too large. A difference and no sum, since oneDNN has a fast subtraction of
 * single-precision numbers from bfloat16 ones, and none the other way round.
 */
final class SplitTensor {
  private final Pointwise pointwise;
  private final dnnl_memory_desc whole;
  private final dnnl_memory_desc layout;
  private final dnnl_memory nearest;
  private final dnnl_memory excess;

  SplitTensor(Program program, int images, Shape shape) {
    Arena arena = program.arena();
    pointwise = new Pointwise(program);
    whole = program.layout().describe(arena, images, shape);
    layout =
        arena.describeAs(
            dnnl_bf16, dnnl_acdb, images, shape.channels(), shape.height(), shape.width());
    nearest = arena.tensor(layout);
    excess = arena.tensor(layout);
  }

  dnnl_memory_desc layout() {
    return layout;
  }

  dnnl_memory nearest() {
    return nearest;
  }

  dnnl_memory excess() {
    return excess;
  }

  /** Adds the steps that split a tensor. */
  void split(dnnl_memory source, List<Primitive> steps) {
    steps.add(pointwise.reorder(whole, source, layout, nearest));
    steps.add(pointwise.subtract(layout, nearest, whole, source, layout, excess));
  }
}
