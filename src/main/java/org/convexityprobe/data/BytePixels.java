package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Checksum;

/** Pixels of 0 to 255; inputs are a 255th of them, normalised. */
final class BytePixels implements Pixels {
  private final byte[] values;

  /** Takes the array over. */
  BytePixels(byte[] values) {
    this.values = values;
  }

  @Override
  public int length() {
    return values.length;
  }

  @Override
  public float get(int index) {
    return values[index] & 0xff;
  }

  @Override
  public BytePixels select(int[] offsets, int length) {
    byte[] selected = new byte[Math.multiplyExact(offsets.length, length)];
    for (int i = 0; i < offsets.length; i++) {
      System.arraycopy(values, offsets[i], selected, i * length, length);
    }
    return new BytePixels(selected);
  }

  @Override
  public BytePixels channelsFirst(ImageShape shape) {
    int[] places = Pixels.channelsLast(shape);
    byte[] ordered = new byte[values.length];
    for (int start = 0; start < values.length; start += places.length) {
      for (int i = 0; i < places.length; i++) {
        ordered[start + i] = values[start + places[i]];
      }
    }
    return new BytePixels(ordered);
  }

  @Override
  public Range range() {
    return new Range(0, 1);
  }

  @Override
  public void update(Checksum checksum) {
    checksum.update(values, 0, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytePixels pixels && Arrays.equals(values, pixels.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Writes a run of values as they are. */
  void writeTo(OutputStream out, int first, int count) throws IOException {
    out.write(values, first, count);
  }

  /** Computes from integer sums, and so independently of order. */
  @Override
  public Moments moments(ImageShape shape, int channel) {
    long sum = 0;
    long squares = 0;
    for (int start = channel * shape.plane(); start < values.length; start += shape.length()) {
      for (int i = start; i < start + shape.plane(); i++) {
        int value = values[i] & 0xff;
        sum += value;
        squares += (long) value * value;
      }
    }
    double pixels = (double) values.length / shape.channels();
    return new Moments(
        sum / pixels / 255, Math.sqrt(squares / pixels - (sum / pixels) * (sum / pixels)) / 255);
  }

  @Override
  public Rows normalized(Normalization normalization) {
    float[][] tables = tables(normalization);
    return new Rows() {
      @Override
      public void read(int channel, int first, int count, float[] out, int position, int step) {
        float[] table = tables[channel];
        int place = position;
        for (int i = first; i < first + count; i++) {
          out[place] = table[values[i] & 0xff];
          place += step;
        }
      }

      @Override
      public float zero(int channel) {
        return tables[channel][0];
      }
    };
  }

  /** Returns the normalised value of each of the 256 pixel values, channel by channel. */
  private static float[][] tables(Normalization normalization) {
    float[][] tables = new float[normalization.channels()][256];
    for (int channel = 0; channel < tables.length; channel++) {
      for (int value = 0; value < 256; value++) {
        tables[channel][value] = normalization.apply(channel, value / 255f);
      }
    }
    return tables;
  }
}
