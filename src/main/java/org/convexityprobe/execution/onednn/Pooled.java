package org.convexityprobe.execution.onednn;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Shape;

/** Pooled features of a batch, [images, features], row-major. */
final class Pooled {
  private final int length;
  private final FloatPointer memory;
  private final dnnl_memory tensor;

  Pooled(Program program, int images, int features) {
    Arena arena = program.arena();
    length = images * features;
    BytePointer buffer = arena.buffer((long) length * Float.BYTES);
    memory = new FloatPointer(buffer);
    // One pixel an image, and no padding of channels: both layouts are row-major here.
    Shape pixel = new Shape(features, 1, 1);
    tensor = arena.tensor(program.layout().describe(arena, images, pixel), buffer);
  }

  dnnl_memory tensor() {
    return tensor;
  }

  /** Copies all features to {@code target} from {@code offset} on. */
  void copyTo(float[] target, int offset) {
    memory.get(target, offset, length);
  }

  /** Copies all features from {@code source}. */
  void copyFrom(float[] source) {
    memory.put(source, 0, length);
  }
}
