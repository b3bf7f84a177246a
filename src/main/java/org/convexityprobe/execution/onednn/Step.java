package org.convexityprobe.execution.onednn;

import org.bytedeco.dnnl.dnnl_stream;

/** What a program does next: a primitive, or work that threads do each on its own. */
interface Step {
  void run(dnnl_stream stream);
}
