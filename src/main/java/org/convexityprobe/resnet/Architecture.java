package org.convexityprobe.resnet;

import org.convexityprobe.data.ImageSet;

/** What a network is, as its description and its results say it. */
public sealed interface Architecture permits ResNetArchitecture, OtherArchitecture {
  /** Returns a short description in words. */
  String describe();

  /**
   * Checks that the images and classes of a data set are those of this network, as far as they are
   * known.
   *
   * @param set the name of the data set
   * @param images of it
   * @throws IllegalArgumentException if they are not
   */
  void requireFits(String set, ImageSet images);
}
