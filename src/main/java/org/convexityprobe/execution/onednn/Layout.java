package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd16b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd8b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.convexityprobe.execution.Shape;

/**
 * How activations lie in memory: [images, channels/b, rows, columns, b] with b channels in one
 * vector register, 16 with AVX-512 and 8 without. Channels are padded with zeros to a multiple of
 * b. In this layout oneDNN takes its direct convolution kernels, which beat the matrix-product ones
 * that it prefers for channels-last by up to 1.6 times at 16 to 64 channels.
 */
final class Layout {
  /** Images of at most this many channels go into convolutions as they are, row-major. */
  private static final int PLAIN_CHANNELS = 4;

  private Layout() {}

  static int block() {
    return OneDnn.WIDE ? 16 : 8;
  }

  static dnnl_memory_desc blocked(Arena arena, int images, Shape shape) {
    int tag = OneDnn.WIDE ? dnnl_aBcd16b : dnnl_aBcd8b;
    return arena.describe(tag, images, shape.channels(), shape.height(), shape.width());
  }

  static dnnl_memory_desc plain(Arena arena, int images, Shape shape) {
    return arena.describe(dnnl_abcd, images, shape.channels(), shape.height(), shape.width());
  }

  /** Returns whether a convolution reads images of this shape without a change of layout. */
  static boolean readsPlain(Shape images) {
    return images.channels() <= PLAIN_CHANNELS;
  }

  /** Returns the number of channels with padding. */
  static int padded(int channels) {
    return (channels + block() - 1) / block() * block();
  }
}
