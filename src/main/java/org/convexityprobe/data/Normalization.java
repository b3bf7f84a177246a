package org.convexityprobe.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Per-channel normalisation of pixels, (x / 255 − mean) / std for a pixel x of 0 to 255, in single
 * precision as PyTorch computes it.
 *
 * @param mean mean of red, green and blue, of pixels scaled to [0, 1]
 * @param std standard deviation of red, green and blue, of pixels scaled to [0, 1]
 */
public record Normalization(List<Double> mean, List<Double> std) {
  /** Statistics of CIFAR-10 as most PyTorch programs for it state them; the default. */
  public static final Normalization CIFAR10 =
      new Normalization(
          List.of(125.3 / 255, 123.0 / 255, 113.9 / 255),
          List.of(63.0 / 255, 62.1 / 255, 66.7 / 255));

  /** Statistics of ImageNet, which some programs use on CIFAR-10 too. */
  public static final Normalization IMAGENET =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Checks that there are three finite means and three positive, finite deviations. */
  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != ImageSet.CHANNELS || !mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean %s must be three finite numbers".formatted(mean));
    }
    if (std.size() != ImageSet.CHANNELS
        || !std.stream().allMatch(s -> Double.isFinite(s) && s > 0)) {
      throw new IllegalArgumentException("std %s must be three positive numbers".formatted(std));
    }
  }

  /**
   * Returns a preset by its name, {@code cifar10} or {@code imagenet}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Normalization named(String name) {
    return switch (name) {
      case "cifar10" -> CIFAR10;
      case "imagenet" -> IMAGENET;
      default ->
          throw new IllegalArgumentException(
              "unknown normalisation '%s'; expected cifar10 or imagenet".formatted(name));
    };
  }

  /**
   * Returns the exact statistics of a set: mean and population standard deviation of every pixel of
   * a channel, from integer sums and so independent of order.
   *
   * @throws IllegalArgumentException if the set is empty or a channel is constant
   */
  public static Normalization of(ImageSet images) {
    double[] mean = new double[ImageSet.CHANNELS];
    double[] std = new double[ImageSet.CHANNELS];
    byte[] records = images.records();
    double pixels = (double) images.count() * ImageSet.PLANE;
    for (int channel = 0; channel < ImageSet.CHANNELS; channel++) {
      long sum = 0;
      long squares = 0;
      for (int image = 0; image < images.count(); image++) {
        int start = images.recordOffset(image) + 1 + channel * ImageSet.PLANE;
        for (int i = start; i < start + ImageSet.PLANE; i++) {
          int value = records[i] & 0xff;
          sum += value;
          squares += (long) value * value;
        }
      }
      mean[channel] = sum / pixels / 255;
      std[channel] = Math.sqrt(squares / pixels - (sum / pixels) * (sum / pixels)) / 255;
    }
    return new Normalization(boxed(mean), boxed(std));
  }

  /**
   * Returns all images of a set as one array [images, 3, 32, 32] (row-major), in their order.
   *
   * @throws IllegalArgumentException if the array would pass Java's limit of 2³¹ elements
   */
  public float[] apply(ImageSet images) {
    long length = (long) images.count() * ImageSet.IMAGE_LENGTH;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d images are too many for one array; normalise them in parts"
              .formatted(images.count()));
    }
    float[] values = new float[(int) length];
    apply(images, 0, images.count(), values);
    return values;
  }

  /** Writes the images first to first + count − 1 into {@code out} as [count, 3, 32, 32]. */
  public void apply(ImageSet images, int first, int count, float[] out) {
    PixelDecoder decoder = new PixelDecoder(images, this);
    for (int i = 0; i < count; i++) {
      decoder.decode(first + i, Augmentation.Choice.IDENTITY, out, i * ImageSet.IMAGE_LENGTH);
    }
  }

  /** Returns the normalised value of each of the 256 pixel values, channel by channel. */
  float[][] tables() {
    float[][] tables = new float[ImageSet.CHANNELS][256];
    for (int channel = 0; channel < ImageSet.CHANNELS; channel++) {
      float channelMean = mean.get(channel).floatValue();
      float channelStd = std.get(channel).floatValue();
      for (int value = 0; value < 256; value++) {
        tables[channel][value] = (value / 255f - channelMean) / channelStd;
      }
    }
    return tables;
  }

  private static List<Double> boxed(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  @Override
  public String toString() {
    return "mean " + Arrays.toString(mean.toArray()) + ", std " + Arrays.toString(std.toArray());
  }
}
