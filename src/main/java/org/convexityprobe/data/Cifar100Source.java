package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-100 (Krizhevsky 2009) in its binary version: {@code train.bin} and {@code test.bin}, each
 * image with one of 100 fine labels and one of 20 coarse ones. Files of the same layout may hold
 * any number of images.
 *
 * @param name what such sets are called
 * @param layout which label is the class
 * @param namesFile the file with the names of the classes, which need not be there
 */
record Cifar100Source(String name, CifarLayout layout, String namesFile) implements ImageSource {
  static final Cifar100Source FINE =
      new Cifar100Source("cifar100", CifarLayout.CIFAR100_FINE, "fine_label_names.txt");

  static final Cifar100Source COARSE =
      new Cifar100Source("cifar100-coarse", CifarLayout.CIFAR100_COARSE, "coarse_label_names.txt");

  /** The folder that the published archive unpacks to. */
  private static final String FOLDER = "cifar-100-binary";

  private static final String TRAINING = "train.bin";
  private static final String TEST = "test.bin";

  @Override
  public String form() {
    return name + ":DIR";
  }

  @Override
  public String what() {
    return "CIFAR-100's binary version by its %d %s labels, 32×32 colour"
        .formatted(layout.classes(), layout.equals(CifarLayout.CIFAR100_FINE) ? "fine" : "coarse");
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    Path folder = folder(Path.of(place));
    for (String file : List.of(TRAINING, TEST)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new IOException(
            "%s is missing; expected train.bin and test.bin of CIFAR-100's binary version, from https://www.cs.toronto.edu/~kriz/cifar.html"
                .formatted(folder.resolve(file)));
      }
    }
    Path names = folder.resolve(namesFile);
    List<String> classNames =
        ClassNames.read(names).orElseGet(() -> ClassNames.numbered(layout.classes()));
    if (classNames.size() != layout.classes()) {
      throw new IOException(
          "%s names %d classes; expected %d".formatted(names, classNames.size(), layout.classes()));
    }
    ImageDataset all =
        new ImageDataset(
            name,
            classNames,
            CifarRecordReader.read(List.of(folder.resolve(TRAINING)), layout),
            CifarRecordReader.read(List.of(folder.resolve(TEST)), layout));
    return selection.of(ClassNames.requireAll(folder.toString(), all));
  }

  private static Path folder(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new IOException(
          (Files.exists(place) ? "%s is a file" : "no such folder: %s").formatted(place)
              + "; expected a folder with CIFAR-100's binary version");
    }
    Path below = place.resolve(FOLDER);
    return Files.isDirectory(below) ? below : place;
  }

  @Override
  public boolean recognizes(Path folder) {
    return Files.isDirectory(folder.resolve(FOLDER))
        || (Files.exists(folder.resolve(TRAINING)) && Files.exists(folder.resolve(TEST)));
  }
}
