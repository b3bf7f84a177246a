package org.convexityprobe.data;

import java.util.Arrays;

/** Crops, mirrors and normalises images of a set, straight into a float array. */
final class PixelDecoder {
  private final ImageSet images;
  private final ImageShape shape;
  private final Pixels.Rows rows;

  /**
   * Prepares a set.
   *
   * @throws IllegalArgumentException if the normalisation is for other channels
   */
  PixelDecoder(ImageSet images, Normalization normalization) {
    normalization.requireChannels(images.shape());
    this.images = images;
    this.shape = images.shape();
    this.rows = images.pixels().normalized(normalization);
  }

  /** Writes one image [channels, height, width] at an offset of {@code out}. */
  void decode(int image, Augmentation.Choice choice, float[] out, int offset) {
    int start = images.offset(image);
    for (int channel = 0; channel < shape.channels(); channel++) {
      int plane = start + channel * shape.plane();
      int target = offset + channel * shape.plane();
      for (int row = 0; row < shape.height(); row++) {
        int sourceRow = row + choice.down();
        int to = target + row * shape.width();
        if (sourceRow < 0 || sourceRow >= shape.height()) {
          Arrays.fill(out, to, to + shape.width(), rows.zero(channel));
        } else {
          decodeRow(channel, plane + sourceRow * shape.width(), choice, out, to);
        }
      }
    }
  }

  private void decodeRow(int channel, int from, Augmentation.Choice choice, float[] out, int to) {
    int width = shape.width();
    int right = choice.right();
    // Column c of the crop is column c + right of the image, black outside it.
    int first = Math.max(0, -right);
    int end = Math.min(width, width - right);
    int position = choice.mirrored() ? to + width - 1 : to;
    int step = choice.mirrored() ? -1 : 1;
    if (end - first < width) {
      Arrays.fill(out, to, to + width, rows.zero(channel));
    }
    rows.read(channel, from + first + right, end - first, out, position + first * step, step);
  }
}
