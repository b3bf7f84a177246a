package org.convexityprobe.execution.onednn;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.Shape;

/** Pooled features of a batch, [images, features], in a layout that pads the features. */
final class Pooled {
  private final int images;
  private final int features;
  private final int padded;
  private final FloatPointer memory;
  private final dnnl_memory tensor;

  Pooled(Arena arena, int images, int features) {
    this.images = images;
    this.features = features;
    this.padded = Layout.padded(features);
    BytePointer buffer = arena.buffer((long) images * padded * Float.BYTES);
    memory = new FloatPointer(buffer);
    tensor = arena.tensor(Layout.blocked(arena, images, new Shape(features, 1, 1)), buffer);
  }

  dnnl_memory tensor() {
    return tensor;
  }

  /** Copies all features to {@code target} from {@code offset} on. */
  void copyTo(float[] target, int offset) {
    if (padded == features) {
      memory.get(target, offset, images * features);
      return;
    }
    for (int i = 0; i < images; i++) {
      memory.position((long) i * padded).get(target, offset + i * features, features);
    }
    memory.position(0);
  }

  /** Copies all features from {@code source}. */
  void copyFrom(float[] source) {
    if (padded == features) {
      memory.put(source, 0, images * features);
      return;
    }
    for (int i = 0; i < images; i++) {
      memory.position((long) i * padded).put(source, i * features, features);
    }
    memory.position(0);
  }
}
