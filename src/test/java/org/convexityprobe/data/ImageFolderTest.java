package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of images with one subfolder a class. */
class ImageFolderTest {
  @TempDir private Path folder;

  private static int value(int y, int x) {
    return (37 * y * y + 61 * x * y + 11 * x + 5 * y) % 256;
  }

  private static BufferedImage grey(int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, value(y, x));
      }
    }
    return image;
  }

  private static BufferedImage colour(int height, int width, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, fill(height * width, rgb), 0, width);
    return image;
  }

  private static int[] fill(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }

  private void save(BufferedImage image, String name) throws IOException {
    File file = folder.resolve(name).toFile();
    Files.createDirectories(file.toPath().getParent());
    assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file)).isTrue();
  }

  private ImageDataset load(String size) throws IOException {
    return ImageLocation.of("images:" + size + folder).load(ImageSelection.ALL);
  }

  private static int[] plane(ImageSet images, int image, int channel) {
    ImageShape shape = images.shape();
    return IntStream.range(0, shape.plane())
        .map(i -> (int) images.pixel(image, channel, i / shape.width(), i % shape.width()))
        .toArray();
  }

  @Test
  void greyValuesAreThoseOfTheFile() throws IOException {
    save(grey(3, 4), "cat/1.png");
    save(grey(3, 4), "dog/1.png");
    ImageDataset set = load("");
    assertThat(set.classNames()).containsExactly("cat", "dog");
    assertThat(set.shape()).isEqualTo(new ImageShape(1, 3, 4));
    assertThat(set.test().count()).isZero();
    int[] expected = IntStream.range(0, 12).map(i -> value(i / 4, i % 4)).toArray();
    assertThat(plane(set.train(), 0, 0)).isEqualTo(expected);
  }

  @Test
  void oneColourImageMakesAllOfThreeChannels() throws IOException {
    save(grey(2, 2), "a/1.png");
    save(colour(2, 2, 0x102030), "b/1.png");
    ImageSet train = load("").train();
    int grey = train.label(0) == 0 ? 0 : 1;
    assertThat(plane(train, grey, 0)).isEqualTo(plane(train, grey, 2));
    assertThat(plane(train, 1 - grey, 0)).containsOnly(0x10);
    assertThat(plane(train, 1 - grey, 1)).containsOnly(0x20);
    assertThat(plane(train, 1 - grey, 2)).containsOnly(0x30);
  }

  @Test
  void jpegsAreRead() throws IOException {
    save(colour(16, 16, 0x808080), "a/1.jpg");
    save(colour(16, 16, 0x202020), "b/1.JPG");
    ImageSet train = load("").train();
    int first = train.label(0) == 0 ? 0 : 1;
    // JPEG keeps an even surface within the rounding of its colour transform.
    assertThat(IntStream.of(plane(train, first, 1))).allMatch(v -> Math.abs(v - 0x80) <= 2);
    assertThat(IntStream.of(plane(train, 1 - first, 1))).allMatch(v -> Math.abs(v - 0x20) <= 2);
  }

  /**
   * Values of PyTorch's {@code interpolate(mode='bilinear', antialias=True)}, which is PIL's, in
   * double precision, and cut at the centre. One level off is the rounding of a half.
   */
  @Test
  void imagesAreFittedAsTorchvisionDoes() throws IOException {
    fits(5, 7, 3, 3, 37, 65, 54, 92, 123, 103, 88, 128, 100);
    fits(9, 5, 4, 3, 41, 74, 47, 87, 132, 108, 117, 115, 114, 157, 125, 109);
    int[] enlarged = {
      1, 6, 10, 14, 19, 23, 28, 32, 4, 10, 16, 22, 28, 32, 32, 31, 22, 37, 52, 67, 82, 86, 57, 27,
      40, 64, 89, 113, 137, 141, 82, 23, 67, 81, 96, 124, 158, 165, 96, 27, 103, 88, 73, 101, 144,
      161, 101, 41, 140, 95, 51, 79, 130, 156, 106, 55, 146, 96, 47, 75, 128, 156, 106, 57
    };
    fits(3, 4, 8, 8, enlarged);
  }

  private void fits(int height, int width, int rows, int columns, int... expected)
      throws IOException {
    save(grey(height, width), "a/1.png");
    save(grey(height, width), "b/1.png");
    ImageSet train = load(rows + "x" + columns + ":").train();
    assertThat(train.shape()).isEqualTo(new ImageShape(1, rows, columns));
    int[] found = plane(train, 0, 0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(found[i] - expected[i])).as("value %d", i).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void trainingAndTestFoldersAreBothRead() throws IOException {
    save(grey(2, 2), "train/a/1.png");
    save(grey(2, 2), "train/b/1.png");
    save(grey(2, 2), "train/b/2.png");
    save(grey(2, 2), "val/b/9.png");
    Files.writeString(folder.resolve("train/a/.DS_Store"), "x");
    ImageDataset set = load("");
    assertThat(set.train().classCounts()).containsExactly(1, 2);
    assertThat(set.test().labels()).containsExactly(1);
    assertThat(load("")).isEqualTo(set);
  }

  @Test
  void filesThatAreNoImagesAreListed() throws IOException {
    save(grey(4, 4), "a/1.png");
    save(grey(4, 4), "b/1.png");
    byte[] whole = Files.readAllBytes(folder.resolve("a/1.png"));
    Files.write(folder.resolve("b/cut.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("a/notes.txt"), "these are cats");
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("2 of 4 files", "b/cut.png", "a/notes.txt (text)");
  }

  @Test
  void whateverAFileHoldsTheFaultNamesIt() throws IOException {
    save(grey(6, 6), "a/1.png");
    save(colour(6, 6, 0x123456), "b/1.jpg");
    for (String name : new String[] {"a/1.png", "b/1.jpg"}) {
      byte[] whole = Files.readAllBytes(folder.resolve(name));
      for (int i = 0; i < whole.length; i++) {
        byte[] changed = whole.clone();
        changed[i] ^= (byte) 0xff;
        Files.write(folder.resolve(name), changed);
        try {
          load("6x6:");
        } catch (IOException e) {
          assertThat(e).hasMessageContaining(name);
        }
      }
      Files.write(folder.resolve(name), whole);
    }
  }

  @Test
  void noFlippedByteOfAPngPassesUnseen() throws IOException {
    save(grey(6, 6), "a/1.png");
    save(grey(6, 6), "b/1.png");
    Path file = folder.resolve("a/1.png");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> load(""))
          .as("byte %d", i)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a/1.png");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> load("")).hasMessageContaining("ends before chunk IEND");
  }

  /** A picture of this size would take 400 MB. */
  @Test
  void aPngTooSmallForItsPixelsIsRefusedBeforeMemoryIsTaken() throws IOException {
    save(grey(4, 4), "a/1.png");
    save(grey(4, 4), "b/1.png");
    Path file = folder.resolve("a/1.png");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    bytes.putInt(16, 11_000).putInt(20, 12_000); // width and height in the first chunk
    CRC32 sum = new CRC32();
    sum.update(bytes.array(), 12, 17);
    bytes.putInt(29, (int) sum.getValue());
    Files.write(file, bytes.array());
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("a/1.png", "12000×11000 pixels", "cannot hold");
  }

  @Test
  void severalSizesAreRefusedUnlessOneIsNamed() throws IOException {
    save(grey(4, 4), "a/1.png");
    save(grey(4, 6), "b/1.png");
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("4×4 pixels", "4×6 pixels", "images:32x32:" + folder);
    assertThat(load("4x4:").train().count()).isEqualTo(2);
  }

  @Test
  void foldersWithoutTwoClassesAreRefused() throws IOException {
    assertThatThrownBy(() -> load("")).hasMessageContaining("no subfolders");
    save(grey(4, 4), "a/1.png");
    assertThatThrownBy(() -> load("")).hasMessageContaining("one subfolder, a");
    Files.createDirectories(folder.resolve("b"));
    assertThatThrownBy(() -> load("")).hasMessageContaining("no training image has label 1 (b)");
  }

  @Test
  void aFolderOfImagesIsNamedWhereCifar10WasExpected() throws IOException {
    save(grey(4, 4), "a/1.png");
    save(grey(4, 4), "b/1.png");
    assertThatThrownBy(() -> ImageLocation.of(folder.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("give --data images:" + folder);
  }

  /** Where data are missing, the platform's decoder fills in grey. */
  @Test
  void photographsThatAreCutShortAreRefused() throws IOException {
    save(grey(64, 64), "a/1.jpg");
    save(grey(64, 64), "b/1.jpg");
    Path cut = folder.resolve("b/1.jpg");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length - 200));
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("1 of 2 files", cut.toString());
  }

  @Test
  void aLinkToNoFileIsAMissingImage() throws IOException {
    save(grey(8, 8), "a/1.png");
    save(grey(8, 8), "b/1.png");
    Files.createSymbolicLink(folder.resolve("b/2.png"), folder.resolve("gone.png"));
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("1 of 3 files", "b/2.png (a link to no file)");
  }

  @Test
  void imagesBehindLinksToFoldersAreRead() throws IOException {
    save(grey(8, 8), "elsewhere/b/1.png");
    save(grey(8, 8), "elsewhere/more/2.png");
    save(grey(8, 8), "train/a/1.png");
    Files.createSymbolicLink(folder.resolve("train/b"), folder.resolve("elsewhere/b"));
    Files.createSymbolicLink(folder.resolve("train/b/more"), folder.resolve("elsewhere/more"));
    assertThat(load("").train().classCounts()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({"tif,TIFF", "gif,GIF", "bmp,BMP"})
  void formatsThatAreNotPromisedAreRefusedByName(String ending, String format) throws IOException {
    save(grey(8, 8), "a/1.png");
    save(grey(8, 8), "b/1." + ending);
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "b/1.%s (a picture in %s; convert it to PNG)".formatted(ending, format));
  }

  @Test
  void photographsInInksAreRefused() throws IOException {
    save(grey(8, 8), "a/1.png");
    Files.createDirectories(folder.resolve("b"));
    Files.write(folder.resolve("b/1.jpg"), inks(8, 8));
    assertThatThrownBy(() -> load(""))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("1 of 2 files", "b/1.jpg", "convert it to RGB");
  }

  /** Returns a JPEG with four channels, as CMYK has. */
  private static byte[] inks(int height, int width) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      WritableRaster raster =
          Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
