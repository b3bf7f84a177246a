package org.convexityprobe.data;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * Random crop after zero padding, then a horizontal flip with probability ½ (He et al. 2016, §4.2).
 *
 * <p>In the order of torchvision's {@code RandomCrop(size, padding)}, {@code
 * RandomHorizontalFlip()}, {@code Normalize}: the padding is black pixels, which normalisation then
 * maps to −mean/std. What happens to an image depends on the seed, the epoch and the image's index
 * alone, not on the order or the thread in which images are decoded.
 *
 * @param padding pixels added on each side before the crop
 * @param flip whether images are mirrored with probability ½
 */
public record Augmentation(int padding, boolean flip) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false);

  /** Four pixels of padding and the flip. */
  public static final Augmentation STANDARD = new Augmentation(4, true);

  /** Checks the padding. */
  public Augmentation {
    if (padding < 0) {
      throw new IllegalArgumentException("padding (%d) must not be negative".formatted(padding));
    }
  }

  /**
   * Checks that a crop of images of a shape always shows some of the image.
   *
   * @throws IllegalArgumentException if the padding is as large as the image
   */
  public void requireFits(ImageShape shape) {
    if (padding >= Math.min(shape.height(), shape.width())) {
      throw new IllegalArgumentException(
          "crops after %d pixels of padding may show nothing of images of %s; train with --no-augment"
              .formatted(padding, shape.describe()));
    }
  }

  /**
   * What happens to one image.
   *
   * @param down rows by which the crop's window lies below the image; negative above
   * @param right columns by which the crop's window lies to the right of the image
   * @param mirrored whether the crop is mirrored left to right
   */
  public record Choice(int down, int right, boolean mirrored) {
    /** The image itself. */
    public static final Choice IDENTITY = new Choice(0, 0, false);
  }

  /** Returns what happens to an image in an epoch. */
  public Choice choose(long seed, int epoch, int image) {
    if (padding == 0 && !flip) {
      return Choice.IDENTITY;
    }
    UniformRandomProvider random = new SplitMix64(RandomStreams.derive(seed, epoch, image));
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    return new Choice(down, right, flip && random.nextBoolean());
  }
}
