package org.convexityprobe.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Checksum;

/** Pixels of any finite numbers; inputs are these numbers, normalised. */
final class FloatPixels implements Pixels {
  /** Values that are converted to bytes at once. */
  private static final int CHUNK = 1 << 14;

  private final float[] values;

  /** Takes the array over. */
  FloatPixels(float[] values) {
    this.values = values;
  }

  @Override
  public int length() {
    return values.length;
  }

  @Override
  public float get(int index) {
    return values[index];
  }

  @Override
  public FloatPixels select(int[] offsets, int length) {
    float[] selected = new float[Math.multiplyExact(offsets.length, length)];
    for (int i = 0; i < offsets.length; i++) {
      System.arraycopy(values, offsets[i], selected, i * length, length);
    }
    return new FloatPixels(selected);
  }

  @Override
  public FloatPixels channelsFirst(ImageShape shape) {
    int[] places = Pixels.channelsLast(shape);
    float[] ordered = new float[values.length];
    for (int start = 0; start < values.length; start += places.length) {
      for (int i = 0; i < places.length; i++) {
        ordered[start + i] = values[start + places[i]];
      }
    }
    return new FloatPixels(ordered);
  }

  @Override
  public Range range() {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new Range(low, high);
  }

  @Override
  public void update(Checksum checksum) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * CHUNK);
    for (int first = 0; first < values.length; first += CHUNK) {
      int count = Math.min(CHUNK, values.length - first);
      bytes.asFloatBuffer().put(values, first, count);
      checksum.update(bytes.array(), 0, Float.BYTES * count);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatPixels pixels && Arrays.equals(values, pixels.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Returns the values themselves; no caller in this package writes to them. */
  float[] values() {
    return values;
  }

  /** Computes in two passes, since squares of a large mean would drown a small deviation. */
  @Override
  public Moments moments(ImageShape shape, int channel) {
    double pixels = (double) values.length / shape.channels();
    double sum = 0;
    for (int start = channel * shape.plane(); start < values.length; start += shape.length()) {
      for (int i = start; i < start + shape.plane(); i++) {
        sum += values[i];
      }
    }
    double mean = sum / pixels;
    double squares = 0;
    for (int start = channel * shape.plane(); start < values.length; start += shape.length()) {
      for (int i = start; i < start + shape.plane(); i++) {
        squares += (values[i] - mean) * (values[i] - mean);
      }
    }
    return new Moments(mean, Math.sqrt(squares / pixels));
  }

  @Override
  public Rows normalized(Normalization normalization) {
    return new Rows() {
      @Override
      public void read(int channel, int first, int count, float[] out, int position, int step) {
        float mean = normalization.mean().get(channel).floatValue();
        float deviation = normalization.std().get(channel).floatValue();
        int place = position;
        for (int i = first; i < first + count; i++) {
          out[place] = (values[i] - mean) / deviation;
          place += step;
        }
      }

      @Override
      public float zero(int channel) {
        return normalization.apply(channel, 0);
      }
    };
  }
}
