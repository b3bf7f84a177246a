package org.convexityprobe.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images of any shape in one NumPy archive: {@code x} [images, channels, height, width], [images,
 * height, width, channels] or [images, height, width], of unsigned bytes or floating-point numbers,
 * and {@code y} [images], the labels from 0 on; {@code x_test} and {@code y_test} likewise, where
 * there are test images. {@code x_train} and {@code y_train} may stand for {@code x} and {@code y},
 * and {@code class_names}, strings by label, need not be there.
 *
 * @param name what such sets are called
 * @param layout where the channels are
 */
record NpzSource(String name, Layout layout) implements ImageSource {
  /** Where the channels of {@code x} are. */
  enum Layout {
    /** [images, channels, height, width]. */
    FIRST,
    /** [images, height, width, channels]. */
    LAST,
    /** At the one of these places where at most four are. */
    DETECTED
  }

  static final NpzSource DETECTED = new NpzSource("npz", Layout.DETECTED);
  static final NpzSource CHANNELS_FIRST = new NpzSource("npz-channels-first", Layout.FIRST);
  static final NpzSource CHANNELS_LAST = new NpzSource("npz-channels-last", Layout.LAST);

  private static final String NAMES = "class_names";
  private static final String TEST = "_test";

  @Override
  public String form() {
    return this.equals(DETECTED) ? "npz:FILE" : name + ":FILE";
  }

  @Override
  public String what() {
    return switch (layout) {
      case DETECTED -> "images of any shape in a NumPy archive, x and y, x_test and y_test";
      case FIRST -> "the same, x as [images, channels, height, width]";
      case LAST -> "the same, x as [images, height, width, channels]";
    };
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    try (NumpyFile file = NumpyFile.open(Path.of(place))) {
      return selection.of(ClassNames.requireAll(place, new Reader(file, layout).read()));
    }
  }

  /** Reads the arrays of one archive. */
  private record Reader(NumpyFile file, Layout layout) {
    ImageDataset read() throws IOException {
      String training = file.find("x_train").isPresent() ? "_train" : "";
      if (!training.isEmpty() && file.find("x").isPresent()) {
        throw fault("both x and x_train; expected one of them");
      }
      NumpyImages train = images(training);
      boolean tested = file.find("x" + TEST).isPresent() || file.find("y" + TEST).isPresent();
      NumpyImages test = tested ? images(TEST) : train.none();
      if (!train.shape().equals(test.shape())) {
        throw fault(
            "training images of %s, but test images of %s; expected one shape"
                .formatted(train.shape().describe(), test.shape().describe()));
      }
      if (!train.pixels().getClass().equals(test.pixels().getClass())) {
        throw fault("bytes in one of x and x_test, floating-point numbers in the other");
      }
      List<String> names = names(Math.max(train.largestLabel(), test.largestLabel()));
      return new ImageDataset(
          DETECTED.name(), names, train.images(names.size()), test.images(names.size()));
    }

    private NumpyImages images(String ending) throws IOException {
      return NumpyImages.read(array("x" + ending), array("y" + ending), layout, file.path());
    }

    private NumpyArray array(String wanted) throws IOException {
      return file.find(wanted)
          .orElseThrow(
              () ->
                  fault(
                      "no array '%s'; expected x and y (or x_train and y_train), and x_test and y_test where there are test images; found %s"
                          .formatted(wanted, file.describe())));
    }

    private List<String> names(int largest) throws IOException {
      Optional<NumpyArray> given = file.find(NAMES);
      if (given.isEmpty()) {
        return ClassNames.numbered(Math.max(2, largest + 1));
      }
      List<String> names = given.get().texts();
      if (names.size() <= largest || names.size() < 2) {
        throw fault(
            "%s holds %d names, but the largest label is %d"
                .formatted(NAMES, names.size(), largest));
      }
      return names;
    }

    private IOException fault(String what) {
      return new IOException("%s: %s".formatted(file.path(), what));
    }
  }

  @Override
  public void write(ImageDataset dataset, String place) throws IOException {
    AtomicFile.write(
        Path.of(place),
        out -> {
          NumpyWriter writer = new NumpyWriter(out);
          write(writer, dataset.train(), "");
          if (dataset.test().count() > 0) {
            write(writer, dataset.test(), TEST);
          }
          writer.add(NAMES, dataset.classNames());
          writer.finish();
        });
  }

  private static void write(NumpyWriter writer, ImageSet images, String ending) throws IOException {
    List<Integer> shape =
        IntStream.of(
                images.count(),
                images.shape().channels(),
                images.shape().height(),
                images.shape().width())
            .boxed()
            .toList();
    if (images.pixels() instanceof BytePixels bytes) {
      writer.add("x" + ending, shape, bytes);
    } else {
      writer.add(new Tensor("x" + ending, shape, ((FloatPixels) images.pixels()).values()));
    }
    writer.add("y" + ending, images.labels());
  }
}
