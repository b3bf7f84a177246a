package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The official CIFAR-10. */
final class Cifar10Source implements ImageSource {
  @Override
  public String name() {
    return Cifar10.NAME;
  }

  @Override
  public String form() {
    return "DIR";
  }

  @Override
  public String what() {
    return "CIFAR-10's binary version: 50,000 + 10,000, ten classes, 32×32 colour";
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    return selection.of(Cifar10.load(Path.of(place)));
  }

  @Override
  public String identify(String place) throws IOException {
    return Cifar10.identify(Path.of(place));
  }

  @Override
  public String normalization() {
    return Normalization.CIFAR10_NAME;
  }

  @Override
  public boolean recognizes(Path folder) {
    return Files.isDirectory(folder.resolve(Cifar10.FOLDER))
        || Files.exists(new CifarFolder(folder).training(1));
  }
}
