package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** A primitive with its arguments bound: running it allocates nothing. */
final class Primitive implements Step {
  private final String name;
  private final dnnl_primitive handle;
  private final dnnl_exec_arg_t arguments;
  private final int count;

  Primitive(String name, dnnl_primitive handle, dnnl_exec_arg_t arguments, int count) {
    this.name = name;
    this.handle = handle;
    this.arguments = arguments;
    this.count = count;
  }

  @Override
  public void run(dnnl_stream stream) {
    int status = dnnl_primitive_execute(handle, stream, count, arguments);
    if (status != 0) {
      throw new OneDnnException("running " + name, status);
    }
  }
}
