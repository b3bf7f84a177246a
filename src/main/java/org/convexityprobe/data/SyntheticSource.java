package org.convexityprobe.data;

import java.util.List;

/** Images that are made on the fly. */
final class SyntheticSource implements ImageSource {
  static final String NAME = "synthetic";

  private static final List<String> SIDES = List.of("8", "16", "32");

  private static final int TRAIN_IMAGES = 10_000;
  private static final int TEST_IMAGES = 2_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String form() {
    return NAME + "[:SIDE]";
  }

  @Override
  public String pathIn(String place) {
    return "";
  }

  @Override
  public String what() {
    return "images made from a seed: any number, ten classes, 32×32 colour, or SIDE 8 or 16";
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) {
    return SyntheticImages.dataset(
        selection.trainImages() == null ? TRAIN_IMAGES : selection.trainImages(),
        selection.testImages() == null ? TEST_IMAGES : selection.testImages(),
        side(place),
        selection.seed());
  }

  private int side(String place) {
    if (!place.isEmpty() && !SIDES.contains(place)) {
      throw new IllegalArgumentException(
          "'%s:%s' is no set of images; expected %s, with SIDE 8, 16 or 32"
              .formatted(NAME, place, form()));
    }
    return place.isEmpty() ? Canvas.SHAPE.width() : Integer.parseInt(place);
  }

  @Override
  public String identify(String place) {
    return place.isEmpty() ? NAME : NAME + ":" + place;
  }

  @Override
  public String normalization() {
    return Normalization.CIFAR10_NAME;
  }
}
