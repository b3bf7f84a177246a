package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.IntPointer;

/** Finds the largest magnitude of a tensor's numbers at some step of a program. */
final class LargestMagnitude implements Step {
  /** Numbers that are copied at once. */
  private static final int PIECE = 1 << 13;

  private static final int WITHOUT_SIGN = 0x7fffffff;

  private final IntPointer bits;
  private final long count;
  private final int[] piece = new int[PIECE];
  private int largest;

  LargestMagnitude(dnnl_memory tensor, dnnl_memory_desc layout) {
    bits = new IntPointer(Arena.place(tensor));
    count = dnnl_memory_desc_get_size(layout) / Integer.BYTES;
  }

  @Override
  public void run(dnnl_stream stream) {
    int found = 0;
    for (long first = 0; first < count; first += PIECE) {
      int length = (int) Math.min(PIECE, count - first);
      bits.position(first).get(piece, 0, length);
      for (int i = 0; i < length; i++) {
        // Bits of positive numbers are in their order, infinity behind all of them, and NaN last.
        found = Math.max(found, piece[i] & WITHOUT_SIGN);
      }
    }
    largest = found;
  }

  /** Returns the largest magnitude when the program last came here; NaN if a number was NaN. */
  float value() {
    return Float.intBitsToFloat(largest);
  }
}
