package org.convexityprobe.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Per-channel normalisation of pixels, (x − mean) / std, in single precision as PyTorch computes
 * it. A pixel stored as a byte of 0 to 255 counts as x = byte / 255; one stored as a floating-point
 * number counts as it is.
 *
 * @param mean mean of each channel's x
 * @param std standard deviation of each channel's x
 */
public record Normalization(List<Double> mean, List<Double> std) {
  /** The name of {@link #CIFAR10}. */
  public static final String CIFAR10_NAME = "cifar10";

  /** The name of the normalisation by the statistics of the training images in use. */
  public static final String TRAINING_STATISTICS = "train";

  /** Statistics of CIFAR-10 as most PyTorch programs for it state them; the default. */
  public static final Normalization CIFAR10 =
      new Normalization(
          List.of(125.3 / 255, 123.0 / 255, 113.9 / 255),
          List.of(63.0 / 255, 62.1 / 255, 66.7 / 255));

  /** Statistics of ImageNet, which some programs use on CIFAR-10 too. */
  public static final Normalization IMAGENET =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Checks that there are as many finite means as positive, finite deviations. */
  public Normalization {
    mean = mean == null ? List.of() : List.copyOf(mean);
    std = std == null ? List.of() : List.copyOf(std);
    if (mean.isEmpty() || mean.size() != std.size()) {
      throw new IllegalArgumentException(
          "mean %s and std %s; expected one number of each a channel".formatted(mean, std));
    }
    if (!mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean %s must be finite numbers".formatted(mean));
    }
    if (!std.stream().allMatch(s -> Double.isFinite(s) && s > 0)) {
      throw new IllegalArgumentException("std %s must be positive numbers".formatted(std));
    }
  }

  /**
   * Returns a preset by its name, {@code cifar10} or {@code imagenet}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Normalization named(String name) {
    return switch (name) {
      case CIFAR10_NAME -> CIFAR10;
      case "imagenet" -> IMAGENET;
      default ->
          throw new IllegalArgumentException(
              "unknown normalisation '%s'; expected cifar10, imagenet or, except for import, train"
                  .formatted(name));
    };
  }

  /**
   * Returns the exact statistics of a set: mean and population standard deviation of every pixel of
   * a channel, from integer sums and so independent of order.
   *
   * @throws IllegalArgumentException if the set is empty or a channel is constant
   */
  public static Normalization of(ImageSet images) {
    double[] mean = new double[images.shape().channels()];
    double[] std = new double[mean.length];
    for (int channel = 0; channel < mean.length; channel++) {
      Pixels.Moments moments = images.pixels().moments(images.shape(), channel);
      mean[channel] = moments.mean();
      std[channel] = moments.deviation();
      if (std[channel] == 0) {
        throw new IllegalArgumentException(
            "channel %d of %d is %s in all training images, and cannot be divided by its deviation; leave it out, or give --mean and --std"
                .formatted(channel + 1, mean.length, mean[channel]));
      }
    }
    return new Normalization(boxed(mean), boxed(std));
  }

  /** Returns the number of channels. */
  public int channels() {
    return mean.size();
  }

  /**
   * Checks that this normalises images of a shape.
   *
   * @throws IllegalArgumentException if it is for another number of channels
   */
  public void requireChannels(ImageShape shape) {
    if (channels() != shape.channels()) {
      throw new IllegalArgumentException(
          "the normalisation is for %d channels (%s); expected %d, since the images are %s"
              .formatted(channels(), this, shape.channels(), shape.describe()));
    }
  }

  /**
   * Checks that these are statistics of pixels of 0 to 1.
   *
   * @throws IllegalArgumentException if a number is above 1
   */
  public void requireUnitScale() {
    if (mean.stream().anyMatch(m -> m > 1) || std.stream().anyMatch(s -> s > 1)) {
      throw new IllegalArgumentException(
          "%s: expected the statistics of pixels scaled to [0, 1]; divide by 255".formatted(this));
    }
  }

  /**
   * Returns all images of a set, in their order.
   *
   * @throws IllegalArgumentException if the array would pass Java's limit of 2³¹ elements, or if
   *     this is for another number of channels
   */
  public NormalizedImages apply(ImageSet images) {
    long length = (long) images.count() * images.shape().length();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d images are too many for one array; normalise them in parts"
              .formatted(images.count()));
    }
    float[] values = new float[(int) length];
    PixelDecoder decoder = new PixelDecoder(images, this);
    for (int i = 0; i < images.count(); i++) {
      decoder.decode(i, Augmentation.Choice.IDENTITY, values, i * images.shape().length());
    }
    return new NormalizedImages(images.shape(), values);
  }

  /** Returns the normalised value of a channel's x. */
  float apply(int channel, float x) {
    return (x - mean.get(channel).floatValue()) / std.get(channel).floatValue();
  }

  private static List<Double> boxed(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  @Override
  public String toString() {
    return "mean " + Arrays.toString(mean.toArray()) + ", std " + Arrays.toString(std.toArray());
  }
}
