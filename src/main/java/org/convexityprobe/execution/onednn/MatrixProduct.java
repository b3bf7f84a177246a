package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/** target ← left · right [+ bias], a batch of products of matrices that lie anywhere in memory. */
final class MatrixProduct {
  private final Program program;
  private final String name;
  private final Shapes shapes;
  private final dnnl_primitive_desc description = new dnnl_primitive_desc();

  /**
   * Layouts of the matrices, [batch, rows, columns]; a batch of one is broadcast.
   *
   * @param bias of one row, or null
   */
  record Shapes(
      dnnl_memory_desc left,
      dnnl_memory_desc right,
      dnnl_memory_desc bias,
      dnnl_memory_desc target) {
    Shapes(dnnl_memory_desc left, dnnl_memory_desc right, dnnl_memory_desc target) {
      this(left, right, null, target);
    }
  }

  MatrixProduct(Program program, String name, Shapes shapes) {
    this(program, name, shapes, program.attributes());
  }

  /** Returns target ← left · right. */
  static MatrixProduct unbiased(
      Program program,
      String name,
      dnnl_memory_desc left,
      dnnl_memory_desc right,
      dnnl_memory_desc target) {
    return new MatrixProduct(program, name, new Shapes(left, right, target));
  }

  MatrixProduct(Program program, String name, Shapes shapes, dnnl_primitive_attr attributes) {
    this.program = program;
    this.name = name;
    this.shapes = shapes;
    int status =
        dnnl_matmul_primitive_desc_create(
            description,
            OneDnn.engine(),
            shapes.left,
            shapes.right,
            shapes.bias,
            shapes.target,
            attributes);
    program.described(name, description, status);
  }

  /** Returns the layout in which the right-hand matrices are wanted. */
  dnnl_memory_desc right() {
    return dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  }

  Primitive of(Pointer left, Pointer right, Pointer target) {
    return of(left, right, null, target);
  }

  Primitive of(Pointer left, Pointer right, Pointer bias, Pointer target) {
    Arena arena = program.arena();
    Map<Integer, dnnl_memory> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, arena.tensor(shapes.left, left));
    arguments.put(DNNL_ARG_WEIGHTS, arena.tensor(right(), right));
    arguments.put(DNNL_ARG_DST, arena.tensor(shapes.target, target));
    if (shapes.bias != null) {
      arguments.put(DNNL_ARG_BIAS, arena.tensor(shapes.bias, bias));
    }
    return program.primitive(name, description, arguments);
  }
}
