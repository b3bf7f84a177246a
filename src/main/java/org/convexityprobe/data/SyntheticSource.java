package org.convexityprobe.data;

/** Images that are made on the fly. */
final class SyntheticSource implements ImageSource {
  static final String NAME = "synthetic";

  private static final int TRAIN_IMAGES = 10_000;
  private static final int TEST_IMAGES = 2_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String form() {
    return NAME;
  }

  @Override
  public String what() {
    return "images made from a seed: any number, ten classes, 32×32 colour";
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) {
    return SyntheticImages.dataset(
        selection.trainImages() == null ? TRAIN_IMAGES : selection.trainImages(),
        selection.testImages() == null ? TEST_IMAGES : selection.testImages(),
        selection.seed());
  }

  @Override
  public String identify(String place) {
    return NAME;
  }

  @Override
  public String normalization() {
    return Normalization.CIFAR10_NAME;
  }
}
