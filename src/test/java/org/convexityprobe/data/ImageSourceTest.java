package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of image set, and what is refused of each. */
class ImageSourceTest {
  private static final ImageShape GREY = new ImageShape(1, 4, 5);

  @TempDir private Path folder;

  private ImageDataset load(String text) throws IOException {
    return ImageLocation.of(text).load(ImageSelection.ALL);
  }

  private void refuses(String text, String... parts) {
    ThrowingCallable loading = () -> load(text);
    assertThatThrownBy(loading).isInstanceOf(IOException.class).hasMessageContainingAll(parts);
  }

  private static ImageSet images(ImageShape shape, boolean bytes, int classes, int... labels) {
    byte[] values = new byte[labels.length * shape.length()];
    float[] numbers = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (7 * i + i / 11);
      numbers[i] = i / 3f - 2;
    }
    Pixels pixels = bytes ? new BytePixels(values) : new FloatPixels(numbers);
    return ImageSet.of(shape, pixels, labels, classes);
  }

  private static ImageDataset dataset(String name, ImageShape shape, boolean bytes) {
    ImageSet train = images(shape, bytes, 3, 0, 1, 2, 2, 0);
    return new ImageDataset(
        name, List.of("coat", "bag", "ankle boot"), train, images(shape, bytes, 3, 1, 0));
  }

  // --- which set a name means

  @Test
  void namesMeanTheirKindAndPlace() throws IOException {
    assertThat(ImageLocation.of("synthetic").toString()).isEqualTo("synthetic");
    assertThat(ImageLocation.of("idx:a:b").toString()).isEqualTo("idx:a:b");
    assertThat(ImageLocation.of("some/x.npz").toString()).isEqualTo("npz:some/x.npz");
    assertThat(ImageLocation.of(folder.toString()).source().name()).isEqualTo("cifar10");
    assertThat(ImageSource.all().stream().map(ImageSource::name)).doesNotHaveDuplicates();
  }

  @Test
  void unknownKindsAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> ImageLocation.of("mnist:data"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'mnist'", "idx:DIR", "cifar100:DIR", "npz:FILE", "custom:DIR");
    assertThatThrownBy(() -> ImageLocation.of("idx:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected idx:DIR");
  }

  @Test
  void foldersOfAnotherKindAreNamed() throws IOException {
    ImageSource.named("idx").orElseThrow().write(dataset("idx", GREY, true), folder.toString());
    refuses(folder.toString(), "give --data idx:" + folder);
    Path cifar = Files.createDirectories(folder.resolve("cifar"));
    Files.createFile(cifar.resolve("train.bin"));
    Files.createFile(cifar.resolve("test.bin"));
    refuses(cifar.toString(), "give --data cifar100:" + cifar);
  }

  // --- what is written is read back

  @Test
  void everyKindReadsWhatItWrote() throws IOException {
    readsBack("idx:" + folder.resolve("idx"), dataset("idx", GREY, true));
    readsBack("custom:" + folder.resolve("custom"), dataset("custom", ImageShape.CIFAR, true));
    ImageShape odd = new ImageShape(2, 7, 5);
    readsBack("npz:" + folder.resolve("bytes.npz"), dataset("npz", odd, true));
    readsBack(folder.resolve("floats.npz").toString(), dataset("npz", odd, false));
    readsBack(folder.resolve("grey.npz").toString(), dataset("npz", new ImageShape(1, 9, 8), true));
  }

  private void readsBack(String text, ImageDataset written) throws IOException {
    ImageLocation place = ImageLocation.toWrite(text);
    place.source().write(written, place.place());
    ImageDataset read = load(place.toString());
    assertThat(read).isEqualTo(written);
    assertThat(read.classNames()).containsExactly("coat", "bag", "ankle boot");
  }

  @Test
  void whatAKindCannotHoldIsNotWritten() {
    ImageDataset floats = dataset("npz", GREY, false);
    for (String kind : List.of("idx", "custom")) {
      assertThatThrownBy(
              () -> ImageSource.named(kind).orElseThrow().write(floats, folder + "/" + kind))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("npz: 5 training and 2 test images", "npz:FILE holds any");
    }
    assertThat(folder).isEmptyDirectory();
  }

  // --- IDX

  private void idx(String name, int magic, int[] sizes, byte... values) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
    content.putInt(magic);
    IntStream.of(sizes).forEach(content::putInt);
    content.put(values);
    Files.write(folder.resolve(name), content.array());
  }

  private void writeIdx() throws IOException {
    idx("train-images-idx3-ubyte", 0x803, new int[] {3, 2, 2}, new byte[12]);
    idx("train-labels-idx1-ubyte", 0x801, new int[] {3}, (byte) 0, (byte) 1, (byte) 2);
    idx("t10k-images-idx3-ubyte", 0x803, new int[] {1, 2, 2}, new byte[4]);
    idx("t10k-labels-idx1-ubyte", 0x801, new int[] {1}, (byte) 2);
  }

  @Test
  void idxFilesAreReadPackedOrNot() throws IOException {
    writeIdx();
    ImageDataset plain = load("idx:" + folder);
    assertThat(plain.shape()).isEqualTo(new ImageShape(1, 2, 2));
    assertThat(plain.classNames()).containsExactly("0", "1", "2");
    Path images = folder.resolve("train-images-idx3-ubyte");
    byte[] content = Files.readAllBytes(images);
    Files.delete(images);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(images.getFileName() + ".gz")))) {
      out.write(content);
    }
    assertThat(load("idx:" + folder)).isEqualTo(plain);
  }

  @Test
  void idxFilesThatAreDamagedOrContradictEachOtherAreRefused() throws IOException {
    refuses("idx:" + folder.resolve("none"), "no such folder");
    refuses("idx:" + folder, "lacks train-images-idx3-ubyte");
    writeIdx();
    idx("train-images-idx3-ubyte", 0x803, new int[] {3, 2, 2}, new byte[11]);
    refuses("idx:" + folder, "announces 12 bytes", "found 11", "cut short");
    idx("train-images-idx3-ubyte", 0x803, new int[] {3, 2, 2}, new byte[13]);
    refuses("idx:" + folder, "announces 12 bytes", "found more");
    idx("train-images-idx3-ubyte", 0xd03, new int[] {3, 2, 2}, new byte[48]);
    refuses("idx:" + folder, "starts with 0x00000d03", "expected the magic number 0x00000803");
    idx("train-images-idx3-ubyte", 0x803, new int[] {-1, 2, 2}, new byte[12]);
    refuses("idx:" + folder, "announces 4294967295 images");
    idx("train-images-idx3-ubyte", 0x803, new int[] {2, 2, 2}, new byte[8]);
    refuses("idx:" + folder, "has 2 images", "3 labels");
    idx("train-images-idx3-ubyte", 0x803, new int[] {3, 2, 3}, new byte[18]);
    refuses("idx:" + folder, "training images are 2×3 grey", "test images 2×2 grey");
  }

  @Test
  void classesWithoutTrainingImagesAreRefused() throws IOException {
    writeIdx();
    idx("t10k-labels-idx1-ubyte", 0x801, new int[] {1}, (byte) 4);
    refuses("idx:" + folder, "no training image has label 3", "labels 0 to 4");
    writeIdx();
    Files.writeString(folder.resolve("class-names.txt"), "a\nb\n");
    refuses("idx:" + folder, "names 2 classes", "a label 2");
  }

  // --- CIFAR-100

  private void cifar100(String file, int... fine) throws IOException {
    byte[] records = new byte[fine.length * 3074];
    for (int i = 0; i < fine.length; i++) {
      records[i * 3074] = (byte) (fine[i] / 5);
      records[i * 3074 + 1] = (byte) fine[i];
      records[i * 3074 + 2] = (byte) i;
    }
    Files.write(folder.resolve(file), records);
  }

  @Test
  void cifar100HasFineAndCoarseLabels() throws IOException {
    cifar100("train.bin", IntStream.range(0, 100).toArray());
    cifar100("test.bin", 7, 99);
    ImageDataset fine = load("cifar100:" + folder);
    assertThat(fine.name()).isEqualTo("cifar100");
    assertThat(fine.train().classCounts()).hasSize(100).containsOnly(1);
    assertThat(fine.test().labels()).containsExactly(7, 99);
    ImageDataset coarse = load("cifar100-coarse:" + folder);
    assertThat(coarse.train().classCounts()).hasSize(20).containsOnly(5);
    assertThat(coarse.test().labels()).containsExactly(1, 19);
    assertThat(coarse.train().pixel(42, 0, 0, 0)).isEqualTo(42);
  }

  @Test
  void cifar100FilesThatAreDamagedAreRefused() throws IOException {
    refuses("cifar100:" + folder, "train.bin is missing");
    cifar100("train.bin", IntStream.range(0, 99).toArray());
    cifar100("test.bin", 1);
    refuses("cifar100:" + folder, "no training image has label 99");
    cifar100("test.bin", 100);
    refuses("cifar100:" + folder, "test.bin: record 0 has label 100; expected 0 to 99");
    Files.write(folder.resolve("test.bin"), new byte[3073]);
    refuses("cifar100:" + folder, "3073 bytes", "multiple of 3074", "CIFAR-100");
  }

  // --- NumPy

  /** Adds arrays to an archive. */
  private interface Arrays {
    void addTo(NumpyWriter writer) throws IOException;
  }

  private String npz(Arrays arrays) throws IOException {
    Path file = folder.resolve("x.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NumpyWriter writer = new NumpyWriter(out);
      arrays.addTo(writer);
      writer.finish();
    }
    return file.toString();
  }

  private static BytePixels bytes(int count) {
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) i;
    }
    return new BytePixels(values);
  }

  @Test
  void channelsAreFoundFirstOrLast() throws IOException {
    String file =
        npz(
            writer -> {
              writer.add("x_train", List.of(2, 5, 6, 3), bytes(180));
              writer.add("y_train", 0, 1);
            });
    ImageDataset last = load(file);
    assertThat(last.shape()).isEqualTo(new ImageShape(3, 5, 6));
    // Image 1, channel 2, row 3, column 4 of [image, row, column, channel].
    assertThat(last.train().pixel(1, 2, 3, 4)).isEqualTo(((1 * 5 + 3) * 6 + 4) * 3 + 2);
    assertThat(last.test().count()).isZero();
    String ambiguous =
        npz(
            writer -> {
              writer.add("x", List.of(2, 3, 5, 4), bytes(120));
              writer.add("y", 0, 1);
            });
    refuses(
        ambiguous,
        "'x' (2, 3, 5, 4)",
        "npz-channels-first:" + ambiguous,
        "npz-channels-last:" + ambiguous);
    assertThat(load("npz-channels-first:" + ambiguous).shape()).isEqualTo(new ImageShape(3, 5, 4));
    assertThat(load("npz-channels-last:" + ambiguous).shape()).isEqualTo(new ImageShape(4, 3, 5));
  }

  @Test
  void archivesThatHoldNoImagesOrOnesThatDoNotFitAreRefused() throws IOException {
    refusesArrays(writer -> writer.add("y", 0, 1), "no array 'x'", "found 'y' (2,)");
    refusesImages(List.of(2, 5), "'x' (2, 5)", "expected [images, channels, height, width]");
    refusesImages(List.of(3, 5, 6), "'x' (3, 5, 6)", "'y' (2,)", "one label an image");
    refusesArrays(
        writer -> {
          writer.add("x", List.of(2, 2, 2), bytes(8));
          writer.add("y", new double[] {0, 1.5});
        },
        "image 1 has label 1.5");
    refusesArrays(
        writer -> {
          writer.add("x", List.of(2, 2, 2), bytes(8));
          writer.add("y", List.of(2, 2), new double[] {1, 0, 0, 1});
        },
        "'y' (2, 2)",
        "expected one label an image, [images]; in NumPy, y.argmax(1)");
    refusesArrays(
        writer -> {
          writer.add("x", List.of(2, 2, 2), bytes(8));
          writer.add("y", 0, -1);
        },
        "image 1 has label -1",
        "expected whole numbers from 0 to 65535");
    refusesArrays(
        writer -> {
          writer.add("x", List.of(2, 2, 2), new double[] {0, 0, 0, 0, 0, 0, Double.NaN, 0});
          writer.add("y", 0, 1);
        },
        "image 1 holds NaN");
    refusesArrays(
        writer -> {
          writer.add("x", List.of(2, 2, 2), bytes(8));
          writer.add("y", 0, 1);
          writer.add("x_test", List.of(1, 2, 3), bytes(6));
          writer.add("y_test", 0);
        },
        "training images of 2×2 grey, but test images of 2×3 grey");
    refusesArrays(
        writer -> {
          writer.add("x", List.of(2, 2, 2), bytes(8));
          writer.add("y", 1, 2);
        },
        "no training image has label 0");
  }

  private void refusesImages(List<Integer> shape, String... parts) throws IOException {
    int count = shape.stream().reduce(1, (a, b) -> a * b);
    refusesArrays(
        writer -> {
          writer.add("x", shape, bytes(count));
          writer.add("y", 0, 1);
        },
        parts);
  }

  private void refusesArrays(Arrays arrays, String... parts) throws IOException {
    refuses(npz(arrays), parts);
  }

  @Test
  void packedIdxFilesAreReadToTheirEnd() throws IOException {
    writeIdx();
    Path images = folder.resolve("train-images-idx3-ubyte");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(Files.readAllBytes(images));
    }
    Files.delete(images);
    Path file = folder.resolve(images.getFileName() + ".gz");
    packed.write("rest".getBytes(StandardCharsets.US_ASCII));
    Files.write(file, packed.toByteArray());
    refuses("idx:" + folder, file.toString(), "damaged (Unexpected data after");
    Files.write(file, java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 8));
    refuses("idx:" + folder, file.toString(), "cut short or damaged (it ends early)");
  }
}
