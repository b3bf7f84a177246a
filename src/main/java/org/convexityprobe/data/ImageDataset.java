package org.convexityprobe.data;

import java.util.List;

/**
 * A labelled image data set with its two splits.
 *
 * @param name short name for tables and manifests, such as {@code cifar10}
 * @param classNames the names of the classes, by label
 * @param train the training images
 * @param test the test images, disjoint from the training images; there may be none
 */
public record ImageDataset(String name, List<String> classNames, ImageSet train, ImageSet test) {
  /** Checks that both splits have the named classes and images of one shape. */
  public ImageDataset {
    classNames = List.copyOf(classNames);
    if (train.classes() != classNames.size() || test.classes() != classNames.size()) {
      throw new IllegalArgumentException(
          "data set %s: %d class names, but %d classes in the training set and %d in the test set"
              .formatted(name, classNames.size(), train.classes(), test.classes()));
    }
    if (!train.shape().equals(test.shape())) {
      throw new IllegalArgumentException(
          "data set %s: training images of %s, but test images of %s; expected one shape"
              .formatted(name, train.shape(), test.shape()));
    }
  }

  /** Returns the shape of all images. */
  public ImageShape shape() {
    return train.shape();
  }

  /** Returns name, number and shape of images and number of classes, in words. */
  public String describe() {
    return "%s: %d training and %d test images, %s, %d classes"
        .formatted(name, train.count(), test.count(), shape().describe(), classNames.size());
  }

  /** Returns this data set with a class-balanced, seeded subset of its training images. */
  public ImageDataset withTrainingSubset(int images, long seed) {
    return new ImageDataset(name, classNames, train.subset(images, seed), test);
  }
}
