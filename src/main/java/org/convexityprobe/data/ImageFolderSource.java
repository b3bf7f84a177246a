package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * PNG and JPEG images in a folder with one subfolder a class, as torchvision's {@code ImageFolder}
 * reads them: classes count from 0 in the order of their names. Folders {@code train} and {@code
 * test} (or {@code val}) with the same subfolders hold both splits; otherwise all images are for
 * training. The images are put in a random order that is always the same, so that a batch is not of
 * one class.
 */
final class ImageFolderSource implements ImageSource {
  private static final Pattern SIZED = Pattern.compile("(\\d{1,5})x(\\d{1,5}):(.+)");
  private static final List<String> TRAINING = List.of("train", "training");
  private static final List<String> TEST = List.of("test", "val", "valid", "validation");

  /** Files that file managers leave behind; those that begin with a point are left out, too. */
  private static final Set<String> NO_IMAGES = Set.of("thumbs.db", "desktop.ini");

  private static final long ORDER = 1;

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String form() {
    return "images:[HxW:]DIR";
  }

  @Override
  public String what() {
    return "PNG and JPEG images, one subfolder a class, fitted to H rows and W columns";
  }

  /** The folders of both splits; that of test images is null where there are none. */
  private record Splits(Path train, Path test) {
    private static Splits of(Path folder) throws IOException {
      Path train = firstOf(folder, TRAINING);
      Path test = firstOf(folder, TEST);
      if (train == null && test != null) {
        throw new IOException(
            "%s has a folder '%s', but none of training images; expected 'train' beside it"
                .formatted(folder, test.getFileName()));
      }
      return train == null ? new Splits(folder, null) : new Splits(train, test);
    }

    private static Path firstOf(Path folder, List<String> names) {
      return names.stream()
          .map(folder::resolve)
          .filter(Files::isDirectory)
          .findFirst()
          .orElse(null);
    }
  }

  @Override
  public String pathIn(String place) {
    Matcher sized = SIZED.matcher(place);
    return sized.matches() ? sized.group(3) : place;
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    Matcher sized = SIZED.matcher(place);
    boolean fitted = sized.matches();
    Path folder = Path.of(fitted ? sized.group(3) : place);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          (Files.exists(folder) ? "%s is a file" : "no such folder: %s").formatted(folder)
              + "; expected a folder with one subfolder a class");
    }
    Splits splits = Splits.of(folder);
    List<String> names = classes(splits.train());
    List<PictureFiles.Labelled> train = files(splits.train(), names);
    List<PictureFiles.Labelled> test =
        splits.test() == null ? List.of() : files(splits.test(), names);
    PictureFiles pictures = new PictureFiles(folder, train, test);
    return selection.of(
        ClassNames.requireAll(
            folder.toString(),
            fitted
                ? pictures.fitted(
                    names, Integer.parseInt(sized.group(1)), Integer.parseInt(sized.group(2)))
                : pictures.asTheyAre(names)));
  }

  private static List<String> classes(Path folder) throws IOException {
    List<String> names = subfolders(folder);
    if (names.size() < 2) {
      throw new IOException(
          "%s has %s; expected two or more, one a class"
              .formatted(
                  folder, names.isEmpty() ? "no subfolders" : "one subfolder, " + names.get(0)));
    }
    return names;
  }

  private static List<String> subfolders(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static List<PictureFiles.Labelled> files(Path folder, List<String> names)
      throws IOException {
    for (String name : subfolders(folder)) {
      if (!names.contains(name)) {
        throw new IOException(
            "%s is no class of the training images; expected one of %s"
                .formatted(folder.resolve(name), String.join(", ", names)));
      }
    }
    List<PictureFiles.Labelled> files = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      Path inClass = folder.resolve(names.get(label));
      if (!Files.isDirectory(inClass)) {
        continue;
      }
      int ofClass = label;
      try (Stream<Path> content = Files.walk(inClass, FileVisitOption.FOLLOW_LINKS)) {
        content
            .filter(file -> Files.isRegularFile(file) || isBroken(file))
            .filter(ImageFolderSource::isMeant)
            .sorted()
            .forEach(file -> files.add(new PictureFiles.Labelled(file, ofClass)));
      }
    }
    int[] order = IntStream.range(0, files.size()).toArray();
    ArraySampler.shuffle(RandomStreams.generator(ORDER, files.size()), order);
    return IntStream.of(order).mapToObj(files::get).toList();
  }

  /** An image behind a link that leads nowhere is missing, rather than not meant. */
  private static boolean isBroken(Path file) {
    return Files.isSymbolicLink(file) && !Files.exists(file);
  }

  private static boolean isMeant(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !NO_IMAGES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A folder is taken for such a set if it or its folder 'train' has subfolders with pictures. */
  @Override
  public boolean recognizes(Path folder) {
    try {
      Path train = Splits.of(folder).train();
      Path first = train.resolve(classes(train).get(0));
      try (Stream<Path> content = Files.list(first)) {
        return content.anyMatch(
            file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)"));
      }
    } catch (IOException e) {
      return false;
    }
  }
}
