package org.convexityprobe.execution.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd16b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd8b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.convexityprobe.execution.plan.Shape;

/**
 * How the activations of a plan lie in memory.
 *
 * <p>{@code BLOCKED} is [images, channels/b, rows, columns, b] with b channels in one vector
 * register, 16 with AVX-512 and 8 without. In this layout oneDNN takes its direct convolution
 * kernels, which beat the matrix-product ones that it prefers for channels-last by up to 1.6 times
 * at 16 to 64 channels. Where channels are no multiple of b it has no fast kernels, and the layout
 * is {@code CHANNELS_LAST}; so it is for bfloat16 parts, whose kernels on matrix units want it.
 */
enum Layout {
  BLOCKED,
  CHANNELS_LAST;

  /** Images of at most this many channels go into convolutions as they are, row-major. */
  private static final int PLAIN_CHANNELS = 4;

  /** Returns the layout for a network with these images, activations and pooled features. */
  static Layout of(Shape images, List<Shape> activations, int features) {
    boolean whole =
        activations.stream().allMatch(Layout::isWhole)
            && (BLOCKED.readsPlain(images) || isWhole(images))
            && features % block() == 0;
    return whole ? BLOCKED : CHANNELS_LAST;
  }

  private static boolean isWhole(Shape shape) {
    return shape.channels() % block() == 0;
  }

  private static int block() {
    return OneDnn.WIDE ? 16 : 8;
  }

  /** Describes the activations of a number of images. */
  dnnl_memory_desc describe(Arena arena, int images, Shape shape) {
    return arena.describe(tag(), images, shape.channels(), shape.height(), shape.width());
  }

  private int tag() {
    return switch (this) {
      case BLOCKED -> OneDnn.WIDE ? dnnl_aBcd16b : dnnl_aBcd8b;
      case CHANNELS_LAST -> dnnl_acdb;
    };
  }

  /**
   * How far neighbours lie from each other, in numbers.
   *
   * @param block blocks of channels
   * @param row rows of an image
   * @param column columns of an image
   */
  record Strides(long block, long row, long column) {}

  /** Returns how far neighbours in activations lie from each other. */
  Strides strides(Shape shape) {
    long block = block(shape);
    return switch (this) {
      case BLOCKED ->
          new Strides(block * shape.height() * shape.width(), block * shape.width(), block);
      case CHANNELS_LAST -> new Strides(block, shape.width() * block, block);
    };
  }

  /** Returns how many channels lie together. */
  int block(Shape shape) {
    return this == BLOCKED ? block() : shape.channels();
  }

  /** Describes images as they come. */
  static dnnl_memory_desc plain(Arena arena, int images, Shape shape) {
    return arena.describe(dnnl_abcd, images, shape.channels(), shape.height(), shape.width());
  }

  /**
   * Returns whether a convolution into this layout reads images of this shape as they come; oneDNN
   * has fast kernels for that with blocked channels only.
   */
  boolean readsPlain(Shape images) {
    return this == BLOCKED && images.channels() <= PLAIN_CHANNELS;
  }
}
