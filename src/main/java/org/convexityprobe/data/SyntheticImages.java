package org.convexityprobe.data;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * A procedural set of colour images, 32×32 or averaged to smaller ones, in ten classes: disc, ring,
 * square, triangle, cross, star, crescent, stripes, checks and dots.
 *
 * <p>Each image shows its shape at a random place, size, stretch, rotation and colour, on a
 * gradient, under clutter and noise. One image in ten is ambiguous: it shows a second shape of
 * another class as strongly as the first, and nothing in it tells which of the two is the label, so
 * no classifier gets more than about 95 % right. Image i of a seed is the same on every JVM,
 * whatever the number of threads or images, and its label is i mod 10.
 */
public final class SyntheticImages {
  private static final int CLASSES = SyntheticShape.names().size();
  private static final double AMBIGUOUS = 0.1;

  private SyntheticImages() {}

  /** Returns a data set of 32×32 training and test images, drawn from streams of their own. */
  public static ImageDataset dataset(int trainImages, int testImages, long seed) {
    return dataset(trainImages, testImages, Canvas.SHAPE.width(), seed);
  }

  /**
   * Returns a data set of training and test images, drawn from streams of their own.
   *
   * @param side rows and columns of an image; a divisor of 32
   */
  static ImageDataset dataset(int trainImages, int testImages, int side, long seed) {
    return new ImageDataset(
        "synthetic",
        SyntheticShape.names(),
        generate(trainImages, side, RandomStreams.derive(seed, 0)),
        generate(testImages, side, RandomStreams.derive(seed, 1)));
  }

  /** Returns {@code count} 32×32 images of a seed. */
  public static ImageSet generate(int count, long seed) {
    return generate(count, Canvas.SHAPE.width(), seed);
  }

  private static ImageSet generate(int count, int side, long seed) {
    if (count < 1 || count > 600_000) {
      throw new IllegalArgumentException("images (%d) must be in [1, 600000]".formatted(count));
    }
    ImageShape shape = new ImageShape(Canvas.SHAPE.channels(), side, side);
    byte[] pixels = new byte[count * shape.length()];
    IntStream.range(0, count).parallel().forEach(image -> draw(image, seed, shape, pixels));
    int[] labels = IntStream.range(0, count).map(image -> image % CLASSES).toArray();
    return ImageSet.of(shape, new BytePixels(pixels), labels, CLASSES);
  }

  private static void draw(int image, long seed, ImageShape shape, byte[] pixels) {
    UniformRandomProvider random = new SplitMix64(RandomStreams.derive(seed, image));
    int label = image % CLASSES;
    Canvas canvas = new Canvas(random);
    canvas.paintBackground();
    Canvas.Pose pose = Canvas.Pose.random(random);
    float[] colour = canvas.brighterColour(pose);
    if (random.nextDouble() < AMBIGUOUS) {
      // The order of painting is as random as the label's, so that it tells nothing.
      int other = (label + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
      boolean first = random.nextBoolean();
      canvas.paint(SyntheticShape.of(first ? label : other), pose, colour, 0.5f);
      canvas.paint(SyntheticShape.of(first ? other : label), pose.rotated(random), colour, 0.5f);
    } else {
      canvas.paint(SyntheticShape.of(label), pose, colour, 0.6f + 0.4f * random.nextFloat());
    }
    canvas.paintClutter();
    canvas.writeTo(pixels, image * shape.length(), shape.width());
  }
}
