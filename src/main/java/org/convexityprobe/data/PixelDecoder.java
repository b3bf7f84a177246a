package org.convexityprobe.data;

/** Crops, mirrors and normalises images of a set, straight into a float array [3, 32, 32]. */
final class PixelDecoder {
  private static final int SIDE = ImageSet.SIDE;

  private final ImageSet images;
  private final float[][] tables;

  PixelDecoder(ImageSet images, Normalization normalization) {
    this.images = images;
    this.tables = normalization.tables();
  }

  /** Writes one image at an offset of {@code out}. */
  void decode(int image, Augmentation.Choice choice, float[] out, int offset) {
    int start = images.recordOffset(image) + 1;
    for (int channel = 0; channel < ImageSet.CHANNELS; channel++) {
      float[] table = tables[channel];
      int plane = start + channel * ImageSet.PLANE;
      int target = offset + channel * ImageSet.PLANE;
      for (int row = 0; row < SIDE; row++) {
        int sourceRow = row + choice.down();
        int to = target + row * SIDE;
        if (sourceRow < 0 || sourceRow >= SIDE) {
          java.util.Arrays.fill(out, to, to + SIDE, table[0]);
        } else {
          decodeRow(plane + sourceRow * SIDE, choice, table, out, to);
        }
      }
    }
  }

  private void decodeRow(int from, Augmentation.Choice choice, float[] table, float[] out, int to) {
    byte[] records = images.records();
    int right = choice.right();
    int first = Math.max(0, -right);
    int end = Math.min(SIDE, SIDE - right);
    // Column c of the crop is column c + right of the image, black outside it.
    int position = choice.mirrored() ? to + SIDE - 1 : to;
    int step = choice.mirrored() ? -1 : 1;
    for (int column = 0; column < first; column++, position += step) {
      out[position] = table[0];
    }
    for (int source = from + first + right; source < from + end + right; source++) {
      out[position] = table[records[source] & 0xff];
      position += step;
    }
    for (int column = end; column < SIDE; column++, position += step) {
      out[position] = table[0];
    }
  }
}
