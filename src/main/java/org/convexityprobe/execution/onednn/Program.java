package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/**
 * Creates primitives that share one scratchpad.
 *
 * <p>The scratchpad is the program's own: oneDNN's default one belongs to the thread that created a
 * primitive, and another thread that ran it would write past its end.
 */
final class Program {
  private final Arena arena;
  private final Layout layout;
  private final List<dnnl_memory> scratchpads = new ArrayList<>();
  private long scratchpadSize;
  private dnnl_memory zero;

  Program(Arena arena, Layout layout) {
    this.arena = arena;
    this.layout = layout;
  }

  /** Returns how activations lie in memory. */
  Layout layout() {
    return layout;
  }

  Arena arena() {
    return arena;
  }

  /** Returns a tensor of one zero. */
  dnnl_memory zero() {
    if (zero == null) {
      zero = arena.tensor(arena.describe(dnnl_a, 1));
    }
    return zero;
  }

  /** Returns attributes that leave the scratchpad to the program. */
  dnnl_primitive_attr attributes() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    OneDnn.check(dnnl_primitive_attr_create(attributes), "creating attributes");
    arena.onClose(() -> dnnl_primitive_attr_destroy(attributes));
    OneDnn.check(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "setting the scratchpad mode");
    return attributes;
  }

  /** Takes over a description that a {@code ..._primitive_desc_create} call has filled. */
  dnnl_primitive_desc described(String name, dnnl_primitive_desc description, int status) {
    OneDnn.check(status, "describing " + name);
    arena.onClose(() -> dnnl_primitive_desc_destroy(description));
    return description;
  }

  /** Creates a primitive with its arguments. */
  Primitive primitive(
      String name, dnnl_primitive_desc description, Map<Integer, dnnl_memory> arguments) {
    dnnl_primitive handle = new dnnl_primitive();
    OneDnn.check(dnnl_primitive_create(handle, description), "creating " + name);
    arena.onClose(() -> dnnl_primitive_destroy(handle));
    Map<Integer, dnnl_memory> all = new LinkedHashMap<>(arguments);
    dnnl_memory_desc scratchpad =
        dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
    long size = scratchpad == null ? 0 : dnnl_memory_desc_get_size(scratchpad);
    if (size > 0) {
      dnnl_memory memory = arena.tensor(scratchpad, (Pointer) null);
      scratchpads.add(memory);
      scratchpadSize = Math.max(scratchpadSize, size);
      all.put(DNNL_ARG_SCRATCHPAD, memory);
    }
    return new Primitive(name, handle, bind(all), all.size());
  }

  private dnnl_exec_arg_t bind(Map<Integer, dnnl_memory> arguments) {
    dnnl_exec_arg_t bound = new dnnl_exec_arg_t(arguments.size());
    arena.onClose(bound::close);
    int index = 0;
    for (Map.Entry<Integer, dnnl_memory> argument : arguments.entrySet()) {
      bound.position(index++).arg(argument.getKey()).memory(argument.getValue());
    }
    return bound.position(0);
  }

  /** Allocates the scratchpad, once all primitives are created. */
  void allocateScratchpad() {
    if (scratchpadSize == 0) {
      return;
    }
    Pointer buffer = arena.buffer(scratchpadSize);
    for (dnnl_memory memory : scratchpads) {
      OneDnn.check(dnnl_memory_set_data_handle(memory, buffer), "placing a scratchpad");
    }
  }
}
