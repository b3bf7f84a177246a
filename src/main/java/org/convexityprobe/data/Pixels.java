package org.convexityprobe.data;

import java.util.zip.Checksum;

/** The values of images, one image after the other, as they are stored. */
sealed interface Pixels permits BytePixels, FloatPixels {
  /** Returns the number of values. */
  int length();

  /** Returns a value as it is stored. */
  float get(int index);

  /**
   * Returns parts of these values, one after the other.
   *
   * @param offsets where each part starts
   * @param length length of each part
   */
  Pixels select(int[] offsets, int length);

  /** Returns images [height, width, channels] as [channels, height, width]. */
  Pixels channelsFirst(ImageShape shape);

  /** Returns the smallest and the largest of all values, on the scale of inputs. */
  Range range();

  /** Adds all values to a checksum. */
  void update(Checksum checksum);

  /** Returns mean and standard deviation of all values of a channel, on the scale of inputs. */
  Moments moments(ImageShape shape, int channel);

  /** Returns these values as a normalisation maps them. */
  Rows normalized(Normalization normalization);

  /**
   * Mean and population standard deviation.
   *
   * @param mean the mean
   * @param deviation the standard deviation
   */
  record Moments(double mean, double deviation) {}

  /**
   * Ends of an interval.
   *
   * @param low the lower end
   * @param high the upper end
   */
  record Range(double low, double high) {}

  /**
   * Returns where the values of images with their channels first are among those with their
   * channels last.
   */
  static int[] channelsLast(ImageShape shape) {
    int[] places = new int[shape.length()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % shape.plane() * shape.channels() + i / shape.plane();
    }
    return places;
  }

  /** Normalised values, read row by row. */
  interface Rows {
    /**
     * Writes a run of values of a channel.
     *
     * @param first index of the first value
     * @param count number of values
     * @param out receives them
     * @param position place of the first one there
     * @param step distance between places of neighbours; −1 mirrors
     */
    void read(int channel, int first, int count, float[] out, int position, int step);

    /** Returns what a stored 0, with which crops are padded, is mapped to. */
    float zero(int channel);
  }
}
