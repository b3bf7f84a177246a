package org.convexityprobe.data;

/**
 * Which of the images of a source are used.
 *
 * @param trainImages size of a class-balanced subset of the training images, or null for all
 * @param testImages how many of the test images, the first ones, or null for all
 * @param seed seed of the subset, or of images that are made
 */
public record ImageSelection(Integer trainImages, Integer testImages, long seed) {
  /** All images of a source. */
  static final ImageSelection ALL = new ImageSelection(null, null, 1);

  /**
   * Returns the selected images of a data set.
   *
   * @throws TooFewImagesException if it has fewer training images
   * @throws IllegalArgumentException if it has fewer test images
   */
  ImageDataset of(ImageDataset all) {
    if (trainImages != null && trainImages > all.train().count()) {
      throw new TooFewImagesException(all.name(), trainImages, all.train().count());
    }
    ImageDataset subset =
        trainImages == null || trainImages == all.train().count()
            ? all
            : all.withTrainingSubset(trainImages, seed);
    if (testImages == null) {
      return subset;
    }
    if (all.test().count() == 0) {
      throw new IllegalArgumentException(
          "%d test images are asked for, but %s has none".formatted(testImages, all.name()));
    }
    return new ImageDataset(
        subset.name(), subset.classNames(), subset.train(), subset.test().first(testImages));
  }
}
