package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Path;

/** Sets of any size in the layout of CIFAR-10's binary version. */
final class CustomSource implements ImageSource {
  @Override
  public String name() {
    return "custom";
  }

  @Override
  public String form() {
    return "custom:DIR";
  }

  @Override
  public String what() {
    return "any number of 32×32 colour images in CIFAR-10's layout";
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    return selection.of(Cifar10.loadAnySize(Path.of(place)));
  }

  @Override
  public String normalization() {
    return Normalization.CIFAR10_NAME;
  }

  @Override
  public void write(ImageDataset dataset, String place) throws IOException {
    Cifar10.write(dataset, Path.of(place));
  }
}
